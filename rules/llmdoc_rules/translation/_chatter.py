"""Sentences in which a model speaks of its task, and no lecture speaks.

Every pattern is matched against a whole sentence, without the brackets, emphasis and final
punctuation around it, and a block counts only where all of its sentences match. Open stretches
are bounded, and the words between the fixed parts come from closed lists, so that prose about
translating ("이번 장에서는 오류 메시지를 번역했습니다") does not match.
"""

from __future__ import annotations

import re

from llmdoc_lint.patterns import pattern

__all__ = ["CATEGORIES", "CHANGES", "LATER", "PROMPT", "category"]

MOST_SENTENCES = 6  # of a block that is judged: chatter is one to four short ones

# What a model calls the text it was given, as a run of up to eight words.
_GIVEN = (
    r"(?:(?:요청하신|요청해 ?주신|제공하신|제공해 ?주신|제공된|주신|주어진|보내 ?주신|입력하신|해당|위의?"
    r"|아래|이상의"
    r"|원문|원본|영어|영문|한국어|한글|우리말|자연스러운|전체|전문|모든|나머지|남은|다음|이전|마지막|텍스트"
    r"|내용|글|문서"
    r"|강의|강연|영상|스크립트|트랜스크립트|자막|기사|챕터|장|부분|섹션|청크|문단|파일|대본|녹취록|본문|페이지"
    r"|\d{1,3}장?)"
    r"(?:의|을|를|은|는|에|에서|까지|부터|도|로|에 대한)?[ ,]{1,2}){0,8}"
)
_FULLY = (
    r"(?:모두|전부|빠짐없이|누락 없이|끝까지|완전히|생략 없이|요약 없이"
    r"|요약이나 생략 없이|요약하거나 생략하지 않고|생략하지 않고)"
)
_SERVED = r"(?:해 ?드리겠습니다|해 ?드릴게요|을 제공해 ?드리겠습니다)"

_PREAMBLE = (
    rf"(?:다음은|아래는|여기|여기에|이것은) {_GIVEN}번역(?:문|본| 결과|한 (?:것|내용|결과|텍스트|글"
    rf"|문서))?(?:입니다|이에요|예요|이 있습니다)",
    rf"{_GIVEN}번역(?:문|본| 결과)?(?:은|는) (?:다음|아래)와 같습니다",
    rf"{_GIVEN}(?:한국어로 |우리말로 )?번역{_SERVED}",
    r"(?:위|아래|이상의?) (?:내용|글|텍스트|번역(?:문|본)?)(?:은|는) [^.!?\n]{0,40}번역한 (?:것|결과(?:물)?)입니다",
    r"(?:이|위|아래) 번역(?:문|본)?(?:은|는) [^.!?\n]{0,60}(?:자연스러운|자연스럽게|충실하게|의미를 유지|뜻을 유지)"
    r"[^.!?\n]{0,40}(?:것|결과(?:물)?)입니다",
    r"(?:위|아래|이상의?) (?:내용|텍스트|번역(?:문|본)?)(?:은|는) 원문의 (?:형식|구조|서식|의미|뜻|어조|문체|뉘앙스)"
    r"[^.!?\n]{0,20}(?:유지|보존|살려|살리)[^.!?\n]{0,8} 번역(?:되었|됐)습니다",
    r"(?:아래|다음|위)의? ?번역(?:문|본)(?:을|를) (?:확인|참고|검토)해 ?주(?:세요|십시오)",
    r"번역 ?(?:시작|종료)|={2,9} ?번역(?: ?(?:결과(?:물)?|문|본|시작|끝))? ?={2,9}",
    r"here(?:'s|’s| is| are) (?:the|your|a) (?:(?:complete|full|entire|korean|english|natural|requested|revised"
    r"|polished"
    r"|updated|final|following|faithful) ){0,4}(?:translations?|translated (?:text|version|content|transcript"
    r"|passage|chapter))"
    r"(?: (?:of|for|into|in|to|based|with|as) [^.!?\n]{1,100})?",
    r"(?:below is|the following is) (?:the|a|your) (?:(?:complete|full|entire|korean|english) "
    r"){0,3}translation(?: [^.!?\n]{1,100})?",
    r"i(?:'ll|’ll| will) (?:now )?translate [^.!?\n]{1,80}(?: (?:in)?to korean)?(?: (?:for you|now))?",
    r"here(?:'s|’s| is| are) the (?:continuation|remainder|rest|(?:remaining|next) (?:parts?|text|sections?|chunks?))"
    r"(?: of (?:the|your) (?:text|transcript|chapter|article|document|page|lecture|content))?",
)
_COMPLETION = (
    rf"(?:이상으로 |이것으로 |여기까지 |지금까지 )?{_GIVEN}{_FULLY} (?:{_FULLY} )?(?:한국어로 |우리말로 "
    rf")?번역(?:했|하였|해 ?드렸)습니다",
    rf"(?:이상으로 |이것으로 |여기까지 |지금까지 )?{_GIVEN}(?:한국어 )?번역(?:을|이)? ?(?:{_FULLY} )?"
    r"(?:완료(?:했|하였|되었|됐)습니다|마쳤습니다|마칩니다|마무리(?:했|하였)습니다|끝났습니다|끝냈습니다)",
    rf"(?:요청하신|제공하신|제공해 ?주신|주신) {_GIVEN}(?:한국어로 )?번역(?:했|하였|해 ?드렸)습니다",
    r"요청하신 대로 [^.!?\n]{0,60}번역(?:했|하였|해 ?드렸)습니다",
    rf"(?:여기까지가|이상이|지금까지가) (?:[가-힣\d]{{1,4}} ?번째 )?{_GIVEN}번역(?:문|본)?입니다",
    r"(?:한국어 |전체 )?번역 ?(?:완료|끝)",
    r"i(?:'ve|’ve| have) (?:now )?(?:translated|completed the translation of) (?:all|the entire|the full|the "
    r"whole|everything|the complete)"
    r"(?: [^.!?\n]{1,100})?",
    r"the (?:entire |full |complete |whole )?(?:text|document|transcript|chapter|article|content|passage) "
    r"(?:has|have) been"
    r" (?:fully |completely )?translated(?: [^.!?\n]{1,60})?",
    r"(?:this (?:completes|concludes) the|end of(?: the)?) translation(?: [^.!?\n]{1,60})?|translation "
    r"(?:complete|completed|finished)",
)
_OFFER = (
    rf"(?:이어서 |계속해서 |계속 |추가로 |바로 ){{0,2}}{_GIVEN}(?:이어서 |계속해서 |계속 |마저 "
    rf"){{0,2}}번역(?:을 )?(?:계속 |이어서 |마저 )?"
    r"(?: ?해 ?드릴까요| ?할까요| ?진행할까요| ?진행해 ?드릴까요| ?이어갈까요| ?계속할까요)",
    rf"{_GIVEN}(?:이어서|계속해서|계속) {_GIVEN}번역(?:하겠습니다|을 (?:진행하겠습니다|이어가겠습니다|계속하겠습니다)"
    rf"|{_SERVED})",
    r"(?:원하시면|원하신다면|필요하시면|필요하시다면),? [^.!?\n]{0,40}번역(?:을 )?(?:계속 |이어서 |마저 )?"
    r"해 ?드리겠습니다",
    r"[^.!?\n]{0,30}번역[^.!?\n]{0,10}(?:계속|이어)[^.!?\n]{0,10}(?:원하시면|원하신다면|필요하시면)[^.!?\n]{0,20}"
    r"(?:말씀해|알려|요청해) ?주(?:세요|십시오)",
    r"번역을 (?:계속|이어서|마저) ?(?:진행)?(?:하겠습니다|해 ?드리겠습니다)|번역을 이어가겠습니다",
    rf"{_GIVEN}(?:보내|제공해|입력해|공유해|붙여넣어) ?주(?:시면|세요|십시오)[^.!?\n]{{0,40}}번역[^.!?\n]{{0,20}}",
    r"(?:수정|추가|보완)[^.!?\n]{0,20}번역[^.!?\n]{0,20}(?:필요|원)하시(?:면"
    r"|다면)[^.!?\n]{0,30}(?:말씀해|알려|요청해) ?주(?:세요|십시오)",
    r"(?:답변|응답|출력|메시지|토큰|글자 수|분량|길이) ?(?:길이 ?)?제한(?:으로| ?때문에)[^.!?\n]{0,20}"
    r"(?:여기|번역|이번|우선|일단|부득이)[^.!?\n]{0,20}(?:중단합니다|중단하겠습니다|마칩니다|마치겠습니다|멈춥니다|멈추겠습니다)",
    r"(?:제공(?:된|하신|해 ?주신)|보내 ?주신|주신|입력된|입력하신) (?:텍스트|원문|내용|트랜스크립트|스크립트|자막|글)"
    r"(?:이|가) [^.!?\n]{0,30}(?:끊|잘려|잘린|누락)[^.!?\n]{0,30}번역[^.!?\n]{0,20}",
    r"다음 (?:응답|답변|메시지)에서 (?:이어서 |계속 |계속해서 )?[^.!?\n]{0,30}(?:하겠습니다|이어집니다"
    r"|계속됩니다|드리겠습니다)",
    r"(?:답변|응답|출력|메시지|토큰|글자 수|분량) ?(?:길이 ?)?제한(?:으로|으로 인해| "
    r"때문에)[^.!?\n]{0,60}번역[^.!?\n]{0,40}(?:습니다|주세요)",
    r"(?:would|do) you (?:like|want) me to (?:continue|proceed|translate|keep|go on|carry on)(?: [^.!?\n]{1,100})?",
    r"(?:shall|should) i (?:continue|proceed|go on|keep translating)(?: (?:with|to|translating|on) ?[^.!?\n]{0,80})?",
    r"(?:please )?let me know if you(?:'d|’d| would)? (?:like|want|need)(?: me)? [^.!?\n]{0,60}(?:continue"
    r"|translat|adjust|revis)[^.!?\n]{0,80}",
    r"i(?:'ll|’ll| will) (?:now )?continue (?:with|translating) [^.!?\n]{1,80}",
    r"(?:(?:could|can|would) you )?(?:please )?(?:provide|send|share|paste) (?:me )?the (?:next|remaining|rest|text"
    r"|source|content|document|file)[^.!?\n]{0,60}(?:translat|continue)[^.!?\n]{0,60}",
)
_DEFERRAL = (
    r"(?:나머지|남은|이후|이어지는)(?: ?(?:내용|부분|번역|텍스트|본문|문단|분량))?(?:은|는|의 번역은) 다음 (?:번역 )?"
    r"(?:(?:청크|파트|메시지|응답|답변)에서 (?:이어서 |계속 |계속해서 )?"
    r"번역(?:하겠습니다|해 ?드리겠습니다|됩니다|될 예정입니다)"
    r"|(?:메시지|응답|답변)에서 (?:이어집니다|계속됩니다|이어가겠습니다|계속하겠습니다|제공하겠습니다"
    r"|보내 ?드리겠습니다))",
    r"(?:note: )?(?:the )?(?:rest of the |remaining )?translation "
    r"(?:continues|will continue|is continued|will be continued|resumes)"
    r" in the next (?:part|message|response|reply|answer|chunk|section)",
)
_REFUSAL = (
    r"(?:죄송하지만|죄송합니다만|죄송합니다[,.]?|미안하지만|유감스럽지만|안타깝지만),? (?:저는 )?[^.!?\n]{0,80}"
    r"(?:도와 ?드릴|번역(?:을 )?(?:해 ?드릴|할|제공할|제공해 ?드릴)|(?:요청|내용|텍스트|원문|정책"
    r"|저작권)[^.!?\n]{0,40}"
    r"(?:제공할|제공해 ?드릴|처리할|처리해 ?드릴|응답할|답변할|답변드릴|수행할|이행할|따를)) 수(?:가|는)? "
    r"(?:없습니다|없어요)",
    r"(?:해당|이|요청하신|제공하신) (?:콘텐츠|내용|텍스트|글|요청|자료)(?:은|는) [^.!?\n]{0,30}"
    r"(?:정책|가이드라인|지침|규정)(?:[^.!?\n]{0,20}(?:위배|위반)|에 따라)[^.!?\n]{0,20}"
    r"(?:번역|제공|답변|응답|도와|도움)[^.!?\n]{0,20}(?:제한됩니다|제한되어 있습니다|수 없습니다|하지 않습니다)",
    r"(?:저는 )?(?:AI|인공지능)(?: 언어)? ?(?:모델|어시스턴트|비서|챗봇)(?:로서|이므로|이기 때문에|이라서?),? "
    r"[^.!?\n]{0,120}"
    r"(?:없습니다|않습니다|못합니다|어렵습니다)",
    r"(?:i'm sorry|i’m sorry|i am sorry|sorry|i apologi[sz]e),? (?:but )?i (?:can't|can’t|cannot|can not|am "
    r"unable to|am not able to"
    r"|'m unable to|won't|won’t) [^.!?\n]{1,160}",
    r"(?:i'm sorry|i’m sorry|i am sorry|sorry|i apologi[sz]e),? (?:but )?i (?:need|(?:don't|don’t|do not|didn't|didn’t"
    r"|did not) (?:see|have|receive)) [^.!?\n]{1,120}\btranslat[^.!?\n]{1,80}",
    r"as an ai(?: language)?(?: model| assistant)?,? i [^.!?\n]{1,160}",
    r"i (?:can't|can’t|cannot|am unable to) (?:translate|reproduce|assist with|help with|fulfil?l) [^.!?\n]{1,160}",
)
_PROMPT = (
    r"번역할 (?:텍스트|원문|내용|글|문장|문서|자막|스크립트|부분)(?:은 다음과 같습니다)?",
    r"(?:다음|아래|위|위의) (?:영어 |영문 )?(?:텍스트|글|내용|문서|원문|스크립트|자막|트랜스크립트|강의"
    r"|기사)(?:을|를) (?:자연스러운 )?"
    r"(?:한국어|한글|우리말)로 (?:자연스럽게 |정확하게 |빠짐없이 |모두 )?번역(?:하세요|해 ?주세요|하십시오|해줘"
    r"|하시오)",
    r"당신은 (?:(?:전문|숙련된|유능한|뛰어난|영한|기술|IT|AI|도움이 되는|친절한|한국어) ){1,4}(?:번역가|번역자"
    r"|번역 전문가|통역사|어시스턴트|비서)입니다",
    r"you are an? (?:(?:helpful|professional|expert|skilled|experienced|korean|english|technical|ai|bilingual"
    r"|english-korean"
    r"|english-to-korean) ?){1,4} ?(?:assistant|translator|language model)(?: [^.!?\n]{1,120})?",
    r"(?:please )?translate the following (?:[a-z]{1,20} ){0,4}(?:in)?to (?:natural |fluent |polished )?korean"
    r"(?: [^.!?\n]{1,100})?",
    r"(?:text|source text|content) to (?:be )?translated?",
)
_NOTE = (
    r"(?:참고|노트|알림|비고)(?: 사항)?\s?[:：] ?[^.!?\n]{0,60}원문(?:의|에 있는|에서)[^.!?\n]{0,60}(?:오타"
    r"|오탈자|오류|오기|맞춤법|비문|중복|표현|문장|문맥)"
    r"[^.!?\n]{0,60}(?:수정|교정|정정|보정|제거|정리|의역|조정)(?:(?:했|하였)습니다|함|됨|하여 번역(?:했|하였)습니다)",
    r"번역 (?:노트|참고|메모)(?: 사항)?\s?[:：] ?[^.!?\n]{0,80}"
    r"(?:병기|유지|의역|직역|통일)(?:했습니다|하였습니다|함|됨)",
    r"(?:참고|노트|알림|비고)(?: 사항)?\s?[:：] ?[^.!?\n]{0,60}(?:자연스러운|매끄러운) (?:한국어|번역|표현"
    r"|문장)[^.!?\n]{0,60}"
    r"(?:의역|수정|조정|변경)(?:했습니다|하였습니다|함)",
    r"(?:주요 )?(?:수정|변경) ?(?:사항|내용)\**\s?[:：]\** ?"
    r"(?=[^.!?\n]{0,80}(?:번역|원문|의역|직역|문체|어투|말투|용어))[^.!?\n]{2,120}(?:통일|수정|교정|정정|다듬|조정|변경|바로잡|보완)[^.!?\n]{0,8}(?:습니다|함|됨)",
    r"note\s?: (?:i(?:'ve|’ve| have)?|the (?:translation|original|source|text)|this translation|some) [^.!?\n]{0,100}"
    r"(?:translat|original|typo|correct|preserv|kept)[^.!?\n]{0,120}",
)
# Says nothing alone; beside one of the above it is more of the same.
_FILLER = (
    r"네|예|물론입니다|물론이죠|알겠습니다|좋습니다|감사합니다|죄송합니다",
    r"(?:이 번역이 )?도움이 되(?:었|셨)?(?:기를|길|으면|면)[^.!?\n]{0,30}",
    r"[^.!?\n]{0,40}(?:궁금(?:한|하신)|필요(?:한|하신)|수정할|추가할|도움이|요청)[^.!?\n]{0,40}"
    r"(?:말씀해|알려|요청해|문의해) "
    r"?주(?:세요|십시오)",
    r"(?:이어서|계속해서|계속) ?(?:진행)?(?:해 ?드릴까요|할까요)|(?:확인|검토)해 ?주세요",
    r"(?:대신|다만|원하시면),? [^.!?\n]{0,60}(?:해 ?드릴|도와 ?드릴|제공할) 수(?:는)? 있습니다",
    r"계속(?:하려면|하시려면|을 원하시면) (?:말씀해|알려|요청해) ?주(?:세요|십시오)",
    r"계속(?:하려면|하시려면|을 원하시면) [\"“'‘]?(?:계속|다음|continue)[\"”'’]?(?:이?라고)?"
    r" ?(?:입력|말씀|요청)해 ?주(?:세요|십시오)",
    r"[^.!?\n]{0,40}(?:원문의|전문 용어는|고유명사는|타임스탬프는|형식은)[^.!?\n]{0,60}(?:유지|그대로 두)(?:했"
    r"|하였|었)?습니다",
    r"(?:please )?(?:keep|preserve|maintain|retain|do not|don't|don’t|output|return) [^.!?\n]{1,100}",
    r"sure|certainly|of course|absolutely|got it|understood|great|thank you|thanks",
    r"i hope (?:this|it) helps[^.!?\n]{0,40}|(?:please )?(?:let me know|feel free) [^.!?\n]{0,100}|is there "
    r"anything else [^.!?\n]{0,60}",
)

LATER = "leaves the rest for later"
PROMPT = "is a leaked prompt"
CHANGES = "is a note about changes made while translating"

# What each kind is called, and what stands in every sentence of that kind, in lower case: the patterns
# are large, and each is compiled only for a block that may need it.
CATEGORIES = tuple(
    (name, hints, pattern("|".join(forms), re.IGNORECASE))
    for name, hints, forms in (
        (
            "introduces the translation",
            ("번역", "translat", "here's the", "here’s the", "here is the", "here are the"),
            _PREAMBLE,
        ),
        ("claims that the translation is complete", ("번역", "translat"), _COMPLETION),
        (
            "offers to go on",
            (
                *("번역", "제한으로", "제한때문", "제한 때문", "응답에서", "답변에서", "메시지에서"),
                *("like me to", "want me to", "shall i", "should i"),
                *("translat", "let me know", "i'll", "i’ll", "i will", "provide", "send", "share", "paste"),
            ),
            _OFFER,
        ),
        (LATER, ("번역", "메시지에서", "응답에서", "답변에서", "translat"), _DEFERRAL),
        (
            "refuses the task",
            (
                *("죄송", "미안", "유감", "안타", "ai", "인공지능", "위배", "위반"),
                *("정책에 따라", "가이드라인에 따라", "지침에 따라", "규정에 따라", "sorry", "apolog"),
                *("i can't", "i can’t", "i cannot", "i am unable"),
            ),
            _REFUSAL,
        ),
        (PROMPT, ("번역", "당신은", "you are a", "translate", "text to"), _PROMPT),
        (CHANGES, ("참고", "노트", "알림", "비고", "note", "변경", "수정"), _NOTE),
    )
)
_LEAD = pattern(
    r"(?:네|예|물론입니다|물론이죠|알겠습니다|좋습니다|sure|certainly|of course|absolutely|okay|ok|great)[,!.] {1,2}",
    re.IGNORECASE,
)
_WEAK = pattern("|".join(_FILLER), re.IGNORECASE)
# One of these stands in every strong sentence: most blocks are dismissed by it.
_HINT = pattern(
    r"번역|위배|위반|(?:정책|지침|가이드라인|규정)에 따라|죄송|미안|유감|안타|제한|응답에서|답변에서|메시지에서"
    r"|모델|어시스턴트|비서|챗봇|원문|매끄|당신은"
    r"|(?:수정|변경) ?(?:사항|내용)|[Hh]ere(?:['’]s| is| are) the"
    r"|[Tt]ranslat|TRANSLAT|[Ss]orry|apolog|\bAI\b|\bI\b|\bme to\b|[Yy]ou are an?\b"
)
# What `_HINT` looks for, cheaper to look for and less exact.
_SIGNS = (
    *("번역", "죄송", "미안", "유감", "안타", "제한", "모델", "어시스턴트", "비서", "챗봇", "원문", "매끄", "당신은"),
    *("위배", "위반", "에 따라", "사항", "내용", "ere's the", "ere’s the", "ere is the", "ere are the"),
    *("응답에서", "답변에서", "메시지에서"),
    *("ranslat", "TRANSLAT", "orry", "apolog", "AI", "I ", "I'", "I’", "me to", "ou are a"),
)
_LABELS = (
    *("참고:", "참고 사항:", "노트:", "알림:", "비고:", "Note:", "NOTE:"),
    *(f"{what} {of}{colon}" for what in ("수정", "변경") for of in ("사항", "내용") for colon in (":", "**:")),
)
_SENTENCE = pattern(r"(?<=[.!?:])[ \t\r\n]+|\r?\n")


def _kind(sentence: str) -> str:
    """What kind of residue a sentence is, "" for none."""
    low = sentence.lower()
    for name, hints, forms in CATEGORIES:
        if any(hint in low for hint in hints) and forms.fullmatch(sentence):
            return name
    return ""


def category(text: str) -> str:
    """What kind of residue a block is, "" for none: all its sentences must be residue."""
    if not any(sign in text for sign in _SIGNS) or not _HINT.search(text):
        return ""
    text = text.strip(" \t\r\n*_~()[]（）【】〔〕")
    text = text.replace("죄송합니다. ", "죄송합니다, ")
    sentences = [s for s in _SENTENCE.split(text) if s and s.strip()]
    if not sentences or len(sentences) > MOST_SENTENCES:
        return ""
    joined: list[str] = []
    for sentence in sentences:  # `참고:` and what it says are one sentence
        if joined and joined[-1].endswith(_LABELS):
            joined[-1] += f" {sentence}"
        else:
            joined.append(sentence.strip())
    bare = [_bare(sentence) for sentence in joined]
    kinds = [_kind(sentence) for sentence in bare]
    if any(kinds) and all(kind or _WEAK.fullmatch(sentence) for kind, sentence in zip(kinds, bare, strict=True)):
        return next(filter(None, kinds))
    return ""


def _bare(sentence: str) -> str:
    """A sentence without its dress, and without the word of consent before it."""
    bare = sentence.strip(" \t\r*_~()[]（）【】〔〕").rstrip(".!?:：…~ ").strip("*_()[] ")
    lead = _LEAD.match(bare)
    return bare[lead.end() :] if lead else bare
