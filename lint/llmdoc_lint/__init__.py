"""A linter for translated content: the engine.

It knows documents, courses, findings and fixes, and never names a rule.
"""

__version__ = "0.1.0"


class Trouble(Exception):
    """What a run cannot go on with; the text says what is wrong and what to do about it. Commands end in status 2."""
