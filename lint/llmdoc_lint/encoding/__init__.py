"""Bytes and what became of them: character sets, text that went through the wrong code page, its repair."""
