"""What a sentence and its translation have in common: the traces that tell that two texts belong together.

Figures by their digits, Latin words that the Korean keeps, Korean words and loanwords from a small dictionary. Traces
are evidence only in numbers: no rule may conclude from a single one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from llmdoc_lint.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterator

__all__ = ["figures", "kept_words", "latin_words", "plain", "traces"]

# One idea a line: Korean stems, "=", English words. A Korean word has the idea of the longest stem that it begins with;
# so stems have two syllables or more, for one begins words of all kinds. English words are given without -s, -ed, -ing.
_IDEAS = """
모델=model
토큰=token,tokenize,tokenizer
데이터=data,dataset
데이터셋,데이터세트=dataset
텍스트=text
문서=document,documentation,docs,page
페이지=page
문장=sentence
단어=word
문자=character,letter
글자=letter,character
질문=question,ask,query
답변,대답=answer,response,reply
응답=response,reply,answer
학습=train,learn,training
훈련=train,training
추론=inference,reason,reasoning
신경망=neural,network
네트워크=network
파라미터,매개변수=parameter,argument,weight
가중치=weight
확률=probability,probabilistic
분포=distribution
예측=predict,prediction
출력=output,print
입력=input,type,enter
결과=result,outcome,consequence
코드=code
함수=function
변수=variable
객체=object
배열=array
문자열=string
클래스=class
메서드,메소드=method
타입,유형=type,kind
컴포넌트=component
상태=state,status
속성=attribute,property,prop
이벤트=event
서버=server
클라이언트=client
브라우저=browser
사용자,유저=user
라이브러리=library
프레임워크=framework
패키지=package
모듈=module
플러그인=plugin
파일=file
폴더,디렉터리,디렉토리=folder,directory
경로=path,route
라우트,라우터,라우팅=route,router,routing
링크=link
이미지=image,picture
그림=figure,picture,image,draw
비디오,동영상,영상=video
오디오=audio
음성=voice,speech,audio
화면=screen,display
버튼=button
요청=request,ask
설정=config,configuration,set,setting,configure,setup
설치=install,installation
실행=run,execute,execution
호출=call,invoke
반환=return
렌더링,렌더=render
스타일=style,css
템플릿=template
테스트=test
오류,에러=error
경고=warning,warn
버그=bug
문제=problem,issue,trouble
해결=solve,fix,solution,resolve
해법=solution
방법=way,method,how
이유=reason,why
원인=cause
예시,예를,예제=example,instance
경우=case
사례=case,example
규칙=rule
원칙=principle
단계=step,stage,phase
과정=process,course
강의=lecture,course
챕터=chapter
수업=class,lesson,course
부분=part,section,portion
전체=whole,entire,all,full
시간=time,hour
시작=start,begin
처음=first,beginning,initially
마지막=last,final,finally
끝나=end,finish
다음=next,following,then
먼저=first
이전=previous,before,former
나중=later
지금=now,today
오늘=today
내일=tomorrow
어제=yesterday
사람=people,person,human,someone
인간=human,people
세계,세상=world
나라=country
회사=company
정부=government
대학=university,college
학교=school
연구=research,study
논문=paper
저자=author
동료=colleague
친구=friend
가족=family
아이=child,kid,children
선생,교사=teacher
학생=student
엔지니어=engineer
과학=science,scientific
수학=math,mathematics,mathematical
물리=physics,physical
역사=history,historical
언어=language
영어=english
한국어=korean
일본어=japanese
스페인어=spanish
번역=translate,translation
인코딩=encoding,encode
디코딩=decoding,decode
바이트=byte
비트=bit
유니코드=unicode
정규화=normalize,normalization,normalise
컴퓨터=computer
메모리=memory
기억=remember,memory,recall
디스크=disk
클라우드=cloud
인터넷=internet
웹사이트=website,site
사이트=site
검색=search,retrieval,retrieve
색인,인덱스=index
목록,리스트=list
표시=mark,display,show,label
그래프=graph
숫자=number,digit
개수=number,count
길이=length,long
크기=size
비용=cost,expensive
가격=price
달러=dollar
시장=market
돈을=money
속도=speed,rate
빠르,빠른,빨리,빨라=fast,quick,faster,quickly
느리,느린=slow
크고,커다=big,large
작은,작고,작다=small,little,tiny
많은,많이,많습=many,much,lot
모든,모두=all,every,everything
대부분=most,mostly
중요=important,importance,matter
필요=need,necessary,require
가능=possible,can,able
불가능=impossible
어렵,어려=hard,difficult
쉽게,쉬운,쉽습,간단=easy,simple,easily,simply
복잡=complex,complicated
다른,다르=different,other,another,differ
같은,같다,똑같=same,like,equal
새로,새롭=new
오래,옛날,오래된=old,long
좋은,좋습,좋다,좋아=good,nice,like,great
나쁜,나쁘=bad
정확=exact,accurate,accuracy,exactly,correct
틀린,틀리,잘못=wrong,mistake,error,incorrect
진짜,실제=real,actual,actually,really
사실=fact,actually
거짓=false,lie
의미=mean,meaning,semantic
정의=define,definition
개념=concept,idea
생각=think,thought,idea
아이디어=idea
이해=understand,understanding
설명=explain,explanation,describe,description
이야기=talk,story,tell,discuss
말씀,말하=say,tell,speak,talk
보여=show,display
살펴보,살펴=look,see,examine
찾아,찾을,찾는,찾기=find,search,look
만들=make,create,build,made
생성=generate,create,creation,generation
작성=write,written,author
쓰는,쓰고,쓰기=write,use,written
읽는,읽고,읽어,읽기,읽을,읽습=read
사용=use,usage,used
이용=use,using
선택=choose,select,choice,option,pick
옵션=option
변경,바꾸,바뀌=change,replace
변환=convert,transform,conversion
추가=add,additional,append
제거,삭제=remove,delete
수정=fix,edit,modify,modification
복사=copy
저장=save,store,storage
불러오=load,import,fetch
가져오,가져와=import,fetch,get,bring
보내=send
받는,받아,받은,받습=receive,get,accept
열어,열고=open
닫는,닫고,닫아=close
비교=compare,comparison
측정=measure,measurement
평가=evaluate,evaluation,eval,assessment
점수=score
평균=average,mean
비율=ratio,rate,share,percentage
퍼센트=percent
증가=increase,grow
감소=decrease,reduce,decline
성능=performance
최적화=optimize,optimization
효율=efficient,efficiency
품질=quality
안전=safe,safety
보안=security,secure
위험=risk,danger,dangerous
권한=permission,access
접근=access,approach
공개=public,open,release
비공개=private
무료=free
개인=private,personal,individual
정보=information,info
지식=knowledge
지능=intelligence
인공지능=ai,intelligence,artificial
에이전트=agent
도구=tool
작업=task,work,job,operation
프로젝트=project
프로그램=program
프로그래밍=programming,program
개발=develop,development
개발자=developer
배포=deploy,deployment,release
버전=version
업데이트=update
기능=feature,function,functionality
구조=structure,structural,architecture
아키텍처=architecture
시스템=system
환경=environment
조건=condition
기본=default,basic,base
예외=exception
비동기=async,asynchronous
동기=sync,synchronous
병렬=parallel
순서=order,sequence
시퀀스=sequence
행렬=matrix
벡터=vector
텐서=tensor
레이어,계층=layer
어텐션=attention
주의=attention,careful,note,caution
트랜스포머=transformer
임베딩=embed,embedding
컨텍스트=context
문맥,맥락=context
윈도우=window
창을,창은,창이,창에=window
프롬프트=prompt
보상=reward
강화학습,강화=reinforcement,reinforce
정책=policy
손실=loss
기울기,그래디언트=gradient
배치=batch,layout
샘플,표본=sample
파인튜닝,미세조정=finetune,finetuning
사전학습,사전훈련=pretraining,pretrain
환각=hallucination,hallucinate
라벨,레이블=label
필터=filter
게임=game
바둑=go
체스=chess
음악=music
영화=movie,film
사진=photo,picture,photograph
편지=letter,mail
이메일=email,mail
전화=phone,call
자동차=car
로봇=robot
기계=machine
머신러닝,기계학습=machine,learning
머신=machine
공장=factory
의사=doctor,physician
환자=patient
병원=hospital
건강=health
몸을,몸이=body
머리=head
눈을,눈이=eye
손을,손으로=hand
마음=mind,heart
느낌,느끼=feel,feeling
음식=food
요리=cook,cooking,recipe
물을,물이=water
집을,집에=home,house
도시=city
지구=earth,planet
하늘=sky
에너지=energy
전기=electric,electricity
빛을,빛이=light
시험=test,exam
숙제=homework
교과서=textbook
책을,책이,책은=book
도서관=library
신문=newspaper
뉴스=news
법률,법적=legal,law
계약=contract
역할=role
목적,목표=goal,purpose,aim,objective
계획=plan
미래=future
과거=past
경험=experience
기회=opportunity,chance
변화=change
발전=progress,advance,development
성장=growth,grow
성공=success,succeed,successful
실패=fail,failure
노력=effort,try
시도=try,attempt
확인=check,verify,confirm
검증=verify,validate,validation,verification
감사합니다,고맙=thank,thanks
안녕=hello,hi
환영=welcome
소개=introduce,introduction
요약=summary,summarize
정리=organize,summary,clean
결론=conclusion,conclude
참고=note,refer,reference,see
참조=reference,refer,ref
자세=detail,detailed,more
관련=related,relevant,relate
연결=connect,connection,link
포함=include,contain,including
제공=provide,offer,supply
지원=support
허용=allow,permit
금지=prohibit,forbid
거절,거부=refuse,reject,refusal
보장=guarantee,ensure
유지=keep,maintain,preserve
관리=manage,management
구현=implement,implementation
적용=apply,application
애플리케이션=app,application
조각=piece,chunk,slice
청크=chunk
겹침,겹치=overlap
문단,단락=paragraph
제목=title,heading
헤딩=heading
표의,표는,표를,표가=table
줄을,줄은,줄이=line
자막=caption,subtitle
주석=comment,annotation
댓글=comment
따옴표=quote,quotation
괄호=parenthesis,bracket
공백=space,whitespace,blank
키보드=keyboard
마우스=mouse
감독=supervise,supervision,director
뇌가,뇌는,뇌를=brain
자원=resource
리소스=resource
대화=conversation,dialogue,chat
어시스턴트=assistant
"""

_DIGITS = r"\d+(?:[.,]\d+)*"
_LATIN = r"[A-Za-z][A-Za-z0-9]*(?:[.+#'’-]?[A-Za-z0-9]+)*"
_KOREAN = pattern(rf"[가-힣]+|{_LATIN}|{_DIGITS}")
# Either of the two; written with its first characters in one class, which a search skips to.
_KEPT = pattern(r"[A-Za-z\d](?:(?<=\d)\d*(?:[.,]\d+)*|[A-Za-z0-9]*(?:[.+#'’-]?[A-Za-z0-9]+)*)")
_FIGURES = pattern(r"\d(?<![\w.,:\[].)[\d,]*\d(?![\d:\]])")  # a digit first: what stands before is asked at few places
_SHORTEST, _LONGEST = 2, 6  # syllables of stems


@lru_cache(maxsize=1)
def _ideas() -> tuple[dict[str, str], dict[str, str]]:
    korean: dict[str, str] = {}
    english: dict[str, str] = {}
    for line in _IDEAS.strip().split("\n"):
        stems, _, words = line.partition("=")
        name = "=" + stems.partition(",")[0]
        for stem in stems.split(","):
            korean.setdefault(stem, name)
        for word in words.split(","):
            english[word] = f"{english[word]} {name}" if word in english else name
    return korean, english


def latin_words(text: str) -> frozenset[str]:
    """The Latin words and figures of a text, as they are compared."""
    return frozenset(plain(word) for word in _KEPT.findall(text))


def kept_words(text: str) -> Iterator[re.Match[str]]:
    """The Latin words and figures of a text, where they stand."""
    return _KEPT.finditer(text)


def figures(text: str) -> list[str]:
    """The runs of two digits and more, with the commas in them; no stamps."""
    if not text.isascii():
        return _FIGURES.findall(text)
    found: dict[int, str] = {}
    for digit in "0123456789":  # a search for one character is so much faster that ten are faster than one for ten
        at = text.find(digit)
        while at >= 0:
            if match := _FIGURES.match(text, at):
                found[at] = match[0]
            at = text.find(digit, at + 1)
    return [found[at] for at in sorted(found)]


def plain(word: str) -> str:
    """A Latin word or figure as it is compared: without what writers vary, case, hyphens and digit groups."""
    if word[0].isdigit():
        return word.replace(",", "")
    return word.lower().replace("-", "").replace("’", "'")


def traces(text: str, language: str, kept: Collection[str]) -> list[str]:
    """The traces of a text in order; `kept` are the translation's Latin words, of which those count that it has.

    Of languages other than English and Korean, only what is kept as it stands.
    """
    if language == "ko":
        return _korean(text)
    if language == "en":
        return _english(text, kept)
    return [known for word in _KEPT.findall(text) if (known := plain(word)) in kept]


def _korean(text: str) -> list[str]:
    """The traces of a Korean text: ideas, Latin words, figures, in order."""
    korean, _ = _ideas()
    found: list[str] = []
    for word in _KOREAN.findall(text):
        if "가" <= word[0] <= "힣":
            for size in range(min(_LONGEST, len(word)), _SHORTEST - 1, -1):
                name = korean.get(word[:size])
                if name is not None:
                    found.append(name)
                    break
        else:
            found.append(plain(word))
    return found


def _english(text: str, kept: Collection[str]) -> list[str]:
    """The traces of an English text: ideas, and what of `kept`, the other side's Latin words, it has; in order."""
    found: list[str] = []
    for word in _KEPT.findall(text):
        known, names = _english_word(word)
        if known in kept:
            found.append(known)
        found += names
    return found


@lru_cache(maxsize=8192)  # a text uses most of its words again
def _english_word(word: str) -> tuple[str, tuple[str, ...]]:
    """An English word as it is compared, and the ideas that it stands for."""
    _, english = _ideas()
    known = plain(word)
    names = english.get(known) or english.get(_stem(known))
    return known, () if names is None else tuple(names.split(" "))


def _stem(word: str) -> str:
    """An English word without -s, -ed, -ing, as the dictionary has it if it does."""
    _, english = _ideas()
    for ending in ("s", "ed", "ing", "es"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            base = word[: -len(ending)]
            single = base[:-1] if base[-1] == base[-2] else base  # "running"
            for form in (base, f"{base}e", single):
                if form in english:
                    return form
    return word[:-3] + "y" if word.endswith("ies") else word
