"""What can go wrong in a document, said in words a layer above translates."""

from __future__ import annotations


def gettext_noop(words: str) -> str:
    """Mark `words` for the message catalogue without translating them: rules know no language."""
    return words


class Fault(Exception):  # noqa: N818 - a fault of the document, not of the program
    """A document cannot be used; `words` and `remedy` are English msgids with %(name)s places filled by `params`."""

    def __init__(self, words: str, remedy: str = "", **params: object) -> None:
        super().__init__(words % params if params else words)
        self.words = words
        self.remedy = remedy
        self.params = params
