from __future__ import annotations

from llmdoc_lint.settings import Settings


def load_settings(root: str, path: str | None) -> Settings:
    return Settings()
