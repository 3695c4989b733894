"""Whether a text may hold damage at all: one scan, and all that a sound document costs.

The pattern matches in every damaged passage that can be accepted, and next to never in sound text. It begins with one
set of characters, so that `re` skips everything else quickly; then it asks by what the first one may be.

The sets follow from the code pages. They are written out, for ten code pages need not be loaded to find nothing; the
tests derive them anew.
"""

from __future__ import annotations

from llmdoc_lint import patterns

__all__ = ["IDEOGRAPHS", "SUSPICION", "suspicious"]

# The bytes E0 to EF, the leads of three bytes, in each of `PAGES`.
_LEAD = "¯´µ·ÁÂÈÊ-ÏÒ-ÕÙ-ÛÝ-ïõýþāăąćčďēėęěģīįķĺļŕźΓΘΣΦΩΰ-πστφа-п‚„‡‰∞∩"
# The bytes 80 to BF, and those of them that are neither letters nor what sound prose puts behind a letter there
# (`QUIET`): a sequence needs one of these to tell anything.
_CONTINUATION = (
    "\x80-ÂÄ-ÇÉÑÖ-ØÜß-ïñ-öø-üÿĄąĽľŁłŒœŖŗŚśŞ-šŤťŸ-žƒˆ\u02c7\u02d8\u02db-\u02dd\u0384-ΆΈ-ΊΌΎΏΩπЁ-ЌЎЏё-ќўџҐґ–-―‘-‚“-„†-•…‰"
    "‹›₧€№™∂∏∑∞∫≠≤≥⌐│┐┤║╕-╗╛-╝╡-╣░-▓"
)
_TELLING = "\x80-\x9f¡-¦¨¬\xad¯-±¶¸¼-¿×\u02d8\u02db-\u02dd\u0384\u0385―‡‰₧€№∂∏∑∞∫≠≤≥⌐│┐┤║╕-╗╛-╝╡-╣░-▓"
# What CP949 makes of the first two bytes of a Hangul syllable in UTF-8, and U+FFFD where it makes nothing of them. Some
# are compatibility ideographs, which would not outlive the normalization of this file.
IDEOGRAPHS = (
    "二亐仍仔以伊元刺剩原咨員園圓垣堉夷姉姨姿媛嫄子孕字孜寃已弛彛怡怨恣愿慈援毓沅洹湲源滋濡炙煮熊爰爾猶猷猿玆珥瑗瑜瓷由異疵痍癒磁移紫維者而耳肄肉自臾芿"
    "苑苡茨荑萸蔗蔚藉袁裕誘諛諭諮議踰蹂轅逾遊運遺酉醫釉鍮隕雄雲韻鬱\uf9cc\uf9cd\uf9ce\uf9cf\uf9d0\uf9d1\uf9d2\uf9dd\uf9de\uf9df"
    "\uf9e0\uf9e1\uf9e2\uf9e3\uf9e4\uf9e5\uf9e6\uf9f7\uf9f8\uf9f9\ufffd"
)
_CYRILLIC = "[\x80-\xbfЂ-Џђ-џҐґ‚„…†‡€‰‹‘-”•–—™›№]"  # the bytes 80 to BF of Windows-1251
_EUC = "[¡-þĞİŞğışŸ]"  # the second byte of a syllable of EUC-KR, as Western and Turkish pages show it

_ALTERNATIVES = (
    # Three bytes, of which a continuation tells.
    f"(?<=[{_LEAD}])(?:[{_TELLING}][{_CONTINUATION}]|[{_CONTINUATION}][{_TELLING}])",
    # Two bytes: a letter in Western pages, of Latin within words too; of Latin in Mac Roman and code page 437; two of
    # Cyrillic in Windows-1251.
    "(?<=[ÂÃÄÅĂĹÐÑĞÎÏØÙ])[\xa0-\xbf€‚ƒ„†‡ˆ‰Š‹ŒŽ‘“•–—˜™š›œžŸ\x80-\x9f]",
    "(?<=[a-z][ÃÄÅ])[…’”](?=[a-z])",
    "(?<=[√├])[©®™´¨≠Æ§¶ß°¢£†⌐]|(?<=√)[Ä-ü][√¬]",
    f"(?<=[РС]){_CYRILLIC}[РС]{_CYRILLIC}",
    "(?<=[–—])[Ä-ü∞-≥∏π∫∂]",  # Cyrillic in Mac Roman
    # The first two bytes of an emoji, of a quotation mark or dash, of a byte order mark.
    "(?<=[ðğπš])[Ÿ\x9f]|(?<=đ)ź|(?<=р)џ|(?<=[≡\xad])ƒ|(?<=\uf8ff)ü",
    "(?<=[â‚])[€Ä]|(?<=в)Ђ|(?<=Γ)Ç|(?<=ï)»",
    # Two syllables of EUC-KR.
    f"(?<=[°-È]){_EUC}[°-È]{_EUC}",
    # What is left of a Hangul syllable, alone or between sound ones.
    "(?<=[êëìíęě])(?:[€‚„†‡ˆ‰•˜¡-¨ª¬\xad¯-¸º¼-¿]|[\xa0§©®²³¹–—™œŒŠšŸŽžƒ](?=[가-힣]))",
    "(?<=[가-힣][êëìíęě])[\x80-¿êëìíęěŒœŠšŽžŸƒˆ˘-˝–-•…‰‹›€™]",
    # A syllable of UTF-8 under CP949.
    f"(?<=[{IDEOGRAPHS}])[가-힣\ufffd]",
)
_FIRST = f"[{_LEAD}{IDEOGRAPHS}ÂÃÄÅĂĹÐÑĞÎÏØÙ√├РС–—ðğπšđр≡\xad\uf8ffâ‚вΓï°-È]"
SUSPICION = patterns.pattern(f"{_FIRST}(?:{'|'.join(_ALTERNATIVES)})")
"""What any damaged passage matches; a line of one need not."""


def suspicious(text: str) -> bool:
    """Whether anything in the text may be damage."""
    return SUSPICION.search(text) is not None
