"""A linter for translated content: the engine.

It knows documents, courses, findings and fixes, and never names a rule.
"""

__version__ = "0.1.0"
