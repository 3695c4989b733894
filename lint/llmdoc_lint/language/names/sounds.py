"""Whether a Hangul word may be a Latin one as heard.

Both are reduced to what loanwords keep: the places of consonants, in order, and then the vowels.
"""

from __future__ import annotations

import re
from functools import lru_cache

from llmdoc_lint import patterns
from llmdoc_lint.language.names.name import plain

__all__ = ["hangul_sounds", "latin_sounds", "sound_alike"]


@lru_cache(maxsize=1024)
def sound_alike(hangul: str, latin: str) -> bool:
    """Whether a Hangul word may be a Latin one as heard."""
    word = hangul.replace(" ", "")
    written = plain(latin)
    if not word or not written:
        return False
    heard = hangul_sounds(word)
    if len(heard) < _CONSONANTS or not _beginnings_agree(word[0], written[0]):
        return False
    return latin_sounds(written).fullmatch(heard) is not None and _vowels_agree(word, written)


_CONSONANTS = 2  # of a word that can be recognised


def _beginnings_agree(syllable: str, letter: str) -> bool:
    """Whether both begin with a vowel, or neither; w and h may be heard as either."""
    if _initial(syllable) == _MUTE:
        return letter in "aeiouywh"
    return letter not in "aeiou"


# ------------------------------------------------------------------------------------- consonants

# By place: voice, aspiration and tenseness are lost.
_INITIAL = "KKNTTLMPPSS\0JJJKTPH"  # ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ
_FINAL = "\0KKKNNNTLKMPLTPLMPPTTNTTKTPT"
_MUTE = 11  # ㅇ
# Syllables are ordered by initial, vowel and final consonant from the first on.
_BASE, _OF_INITIAL, _OF_VOWEL = ord("가"), 21 * 28, 28
# What Latin letters become, as a regular expression over those sounds; the first fitting group of letters wins.
_SPOKEN = (
    "tion:SN sch:S tch:J ght:T ch:[JKS] ck:K sh:S ph:[PH] th:[ST] qu:K ts:[JS] ng:NK? wr:L kn:N ge:[JK] gi:[JK] "
    "gy:[JK] ce:S ci:S cy:S b:P p:P f:[PH] v:P c:K k:K g:K q:K x:K?[SJ] j:J z:[JS] s:[SJ] t:T d:T l:L r:L m:M n:N h:H?"
)
_LATIN_SOUNDS = tuple((letters, sound) for letters, _, sound in (pair.partition(":") for pair in _SPOKEN.split()))


def _initial(syllable: str) -> int:
    return (ord(syllable) - _BASE) // _OF_INITIAL


def hangul_sounds(word: str) -> str:
    """The consonants of a Hangul word; doubled ones are one: 올라마 and 올아마, Ollama."""
    out: list[str] = []
    for char in word:
        code = ord(char) - _BASE
        if 0 <= code < len(_INITIAL) * _OF_INITIAL:
            out += _INITIAL[code // _OF_INITIAL], _FINAL[code % _OF_VOWEL]
    sounds = "".join(out).replace("\0", "")
    return "".join(sound for at, sound in enumerate(sounds) if not at or sound != sounds[at - 1])


@lru_cache(maxsize=256)
def latin_sounds(word: str) -> re.Pattern[str]:
    """The consonants that a Latin word may have in Hangul; an r before another or at the end may be mute (라우터)."""
    low = plain(word)
    out: list[str] = []
    at = 0
    while at < len(low):
        found = next((pair for pair in _LATIN_SOUNDS if low.startswith(pair[0], at)), None)
        if found is None:
            at += 1
            continue
        letters, sound = found
        at += len(letters) - (len(letters) == 2 and letters[1] in "eiy")  # a vowel is its neighbour's too
        if letters == "r" and low[at : at + 1] not in tuple("aeiouy"):
            sound = "L?"
        if not out or out[-1] != sound:
            out.append(sound)
    return re.compile("".join(out))


# ----------------------------------------------------------------------------------------- vowels

_MEDIAL = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_VOWELS = patterns.pattern(r"[aeiouy]+")
# Which vowels of a loanword a Latin vowel letter may have become; an e may be mute.
_VOWEL_LETTERS = {
    "a": "ㅏㅐㅑㅓㅔㅘㅙㅖ",
    "i": "ㅣㅏㅓㅟㅢㅐㅡ",
    "o": "ㅗㅓㅏㅜㅛㅝㅘ",
    "u": "ㅜㅠㅓㅏㅣㅗ",
    "y": "ㅣㅏㅑㅕㅛㅠㅖ",
    "e": "ㅔㅐㅣㅓㅡㅖㅞㅕ",
}


def _vowels_agree(hangul: str, written: str) -> bool:
    """Whether the vowels of a Latin word come, in order, among those of a Hangul word that has hardly more."""
    spoken = [_MEDIAL[(ord(char) - _BASE) % _OF_INITIAL // _OF_VOWEL] for char in hangul]
    if sum(vowel != "ㅡ" for vowel in spoken) > 1 + sum(char in "aeiouyw" for char in written):
        return False
    at = 0
    for group in _VOWELS.findall(written):
        fitting = "".join(_VOWEL_LETTERS[letter] for letter in group)
        heard = next((place for place in range(at, len(spoken)) if spoken[place] in fitting), None)
        if heard is not None:
            at = heard + 1
        elif set(group) != {"e"}:
            return False
    return True
