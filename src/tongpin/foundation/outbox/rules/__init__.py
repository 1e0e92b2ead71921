"""Rules of the outbox: when and how much, what a text may say, where an address leads, and the post itself."""
