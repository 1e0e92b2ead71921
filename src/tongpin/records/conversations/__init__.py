"""Heart-to-heart talks: who, with whom, when and how; never what."""
