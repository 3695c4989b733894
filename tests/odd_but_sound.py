"""Sound text that looks odd: what no rule about encoding may report.

One passage a line, except where a passage is a block of its own (fences, diagrams). Written for this.
"""

from __future__ import annotations

__all__ = ["PASSAGES", "passages"]

PROSE = {
    "French": """
L’élève a été reçu à l’École normale après un été passé à réviser — quelle année !
« Où êtes-vous allés ? » demanda-t-elle ; « à la plage… », répondit-il.
Le cœur a ses raisons, l’œil les siennes, et la sœur aînée n’y peut rien.
MÉMOIRE D’ÉTÉ : À LA RECHERCHE DU CAFÉ « L’ÉTÉ… »
Le prix du café : 3,50 € ; celui du thé, 2 £ à Londres, soit 5 % de plus qu’à Paris.
Ça alors ! Noël approche et le maïs n’est même pas mûr.
L’AMBIGUÏTÉ DE « CÔTÉ » ; DÉJÀ VU™ ; GRANDE MARQUE DE PÂTÉ®
Il a dit « déjà » — puis « voilà »… et s’en est allé à pied.
Le garçon naïf reçut une leçon ambiguë de la part du maître d’hôtel à Zaïre.
Œuvre complète, Ÿ majuscule, à l’hôtel « L’Haÿ-les-Roses ».
À Â Ä É È Ê Ë Ï Î Ô Œ Ù Û Ü Ÿ Ç sont les capitales accentuées du français.
Théâtre : 20 h à 22 h ; fermé le 1ᵉʳ mai et le 2ᵉ dimanche.
""",
    "Turkish": """
Çağrı Şahin, İstanbul’da doğdu ve Ağrı Dağı’na iki kez tırmandı.
Türkçede “ğ” harfi sözcük başında bulunmaz; “ı” ile “i” ayrı harflerdir.
ÖĞRENCİLER İÇİN DUYURU: SINAV ÖĞLEDEN SONRA YAPILACAK…
Şu köşe kış köşesi, bu köşe yaz köşesi değil mi?
Güneşli bir günde ağaçların gölgesinde çay içtik – çok güzeldi.
Yağmur yağıyor, dağlar sisli, yollar ıslak; ama biz mutluyuz.
“Değişim” dedi öğretmen, “önce küçük adımlarla başlar.”
Ağabeyim Iğdır’a, ablam Muğla’ya gitti; ben evde kaldım.
Düşünüyorum, öyleyse varım: bu söz Türkçeye böyle çevrilir.
Öğle yemeğinde söğüş, akşam ise ciğer şiş yedik.
İĞNE İLE KUYU KAZMAK: SABIR VE ÇALIŞMA
Beyoğlu’ndaki sahaflarda eski baskılar ₺250’den başlıyor.
""",
    "Vietnamese": """
Tiếng Việt có sáu thanh điệu và nhiều chữ cái có dấu như ă, â, đ, ê, ô, ơ, ư.
Mô hình ngôn ngữ dự đoán từ tiếp theo dựa trên ngữ cảnh phía trước.
Hôm nay trời đẹp quá, chúng ta đi dạo quanh Hồ Hoàn Kiếm nhé!
À, tôi hiểu rồi… Ờ, thế thì được.
“Đường nào cũng đến La Mã” — câu này ai cũng biết.
ĐẠI HỌC QUỐC GIA HÀ NỘI: THÔNG BÁO TUYỂN SINH
Nguyễn Thị Ánh viết bài, Trần Văn Đức sửa lỗi chính tả.
Giá một bát phở khoảng 50.000 ₫, rẻ hơn ở Sài Gòn.
Ý tưởng đơn giản nhưng thực hiện rất khó.
Câu hỏi ấy khiến cả lớp im lặng trong vài giây.
Bà ấy kể chuyện ngày xưa, cả nhà ngồi nghe.
Ăn quả nhớ kẻ trồng cây: lời dạy của ông bà.
""",
    "Icelandic": """
Það er gott að lesa íslensku á köldum vetrarkvöldum.
Þórður og Guðrún fóru til Ísafjarðar í gær.
„Hvað ertu að gera?“ spurði hún; „ekkert,“ svaraði hann.
Ég veit ekki hvað þú átt við með þessu öllu saman.
ÞAÐ ER SVO MARGT SEM ÉG VEIT EKKI UM ÆVINTÝRIÐ
Við fórum yfir heiðina og sáum hreindýr við veginn.
Móðir mín sagði mér sögur af álfum og huldufólki.
Eyjafjallajökull gaus árið 2010 og öskuna bar víða.
Ð og ð, Þ og þ eru stafir sem fáir aðrir nota.
Hún keypti sér nýjan síma fyrir 80.000 kr. í dag.
""",
    "Polish": """
Zażółć gęślą jaźń: to zdanie zawiera wszystkie polskie znaki.
Łódź, Gdańsk, Kraków i Wrocław leżą w różnych częściach kraju.
„Czy mógłbyś powtórzyć?” – zapytał, a ona się uśmiechnęła…
Książka leży na półce; ktoś ją jutro weźmie.
WSZYSTKIE PRAWA ZASTRZEŻONE. ŹRÓDŁO: ARCHIWUM PAŃSTWOWE
Małgorzata Żółkiewska mieszka przy ulicy Świętokrzyskiej 12.
Jeśli będzie padać, pójdziemy do kina zamiast na spacer.
Następne słowo przewiduje się na podstawie poprzednich.
Źdźbło trawy drży na wietrze, a dżdżownica śpi.
Cena wynosi 15,50 zł, czyli około 3,60 €.
Współczynnik uczenia ustawiono na 0,001 – i to wystarczyło.
""",
    "German": """
Die Größe der Wörter ändert sich je nach Übersetzung.
„Schöne Grüße aus Österreich!“, rief Frau Groß über die Straße.
ÜBERMÄßIG HÄUFIGE ÄNDERUNGEN STÖREN DEN FLUSS — STRASSE ODER STRAẞE?
Er sagte: »Das ist mir zu heiß«, und öffnete das Fenster.
Fußgänger müssen die Brücke über den Kanal benützen.
Für 5 € gibt’s ein Stück Käsekuchen mit Äpfeln.
Ärger mit Umlauten? Ö, Ä, Ü und ß gehören zum Alphabet…
Die Lösung heißt ‚Geduld‘ – jedenfalls meistens.
Größer, höher, länger: so läuft es überall.
Jürgen Müller wohnt in der Königstraße 7, 2. Stock.
Das Maß aller Dinge ist 1 m², nicht 1 ft².
Während der Prüfung dürfen keine Wörterbücher benutzt werden.
""",
    "Portuguese": """
São Paulo não dorme: à noite, a cidade continua acordada.
“Você não sabe o que é saudade”, disse a avó à neta.
VOCÊ… NÃO É MESMO? PROMOÇÃO É AQUI: PÃO, MAÇÃ E AÇÃO!
A tradução automática às vezes erra as preposições.
O João comprou um avião de papel na feira de Guimarães.
Às três horas, os cães ladraram e ninguém ouviu.
Ação, emoção e informação são palavras muito comuns.
CORAÇÃO – A CANÇÃO DO VERÃO À BEIRA-MAR
É só o começo: amanhã há mais lições.
Pôr, pôde, têm, vêm: o acento faz diferença.
O preço médio é de R$ 12,50 a dúzia…
AS AÇÕES DA EMPRESA SUBIRAM 3 % — NÃO É POUCO
""",
    "Italian": """
Lunedì… martedì, mercoledì: la settimana è già finita.
Perché non vai più in città? — «È troppo caro», rispose.
L’università è aperta anche il sabato; così è più comodo.
PERCHÉ NO? LA LIBERTÀ È PARTECIPAZIONE… E QUALITÀ™
Il caffè costa 1,20 €; il tè un po’ di più.
«Venerdì» viene da Venere, «giovedì» da Giove.
Più si legge, più si capirà: è così da sempre.
Dà, fa, sta, va: solo il primo vuole l’accento.
Sarà quel che sarà; intanto però c’è da lavorare.
“Lunedì” e “martedì”: due giorni lunghi…
Cioè, è già lì? Sì, è lì da un’ora.
""",
    "Romanian": """
Învățarea automată se bazează pe date și pe răbdare.
Ştefan şi Ţarţu scriu cu sedilă; Ștefan și Țarțu, cu virgulă.
„Ce faci mâine?” a întrebat-o; „încă nu știu”, a spus ea.
ÎN ROMÂNIA SE SCRIE Â ȘI Î DUPĂ REGULI PRECISE
Câinele latră, pisica miaună, iar vântul bate dinspre mare.
Mâncăm sarmale și mămăligă de Crăciun.
Litera â se citește ca î; litera ă este altceva.
Orașul Târgu Mureș are două universități mari.
Băieții și fetele învață împreună la școală.
Ea locuiește în București, pe Calea Victoriei nr. 3.
""",
    "Spanish": """
¿Dónde está la biblioteca? ¡Está cerrada por vacaciones!
El niño pidió piñas, pingüinos y cigüeñas en la lección.
«Mañana», dijo el señor Núñez, «empezaremos de cero».
AÑO NUEVO, VIDA NUEVA: ¡FELIZ AÑO A TODOS!
La 2ª edición costó 15 € más que la 1ª…
José Ángel Gómez vive en Logroño desde 1998.
¡Qué vergüenza! El camión llegó más tarde todavía.
""",
    "Catalan, Dutch, Irish, Welsh": """
L’any vinent col·laborarem amb l’ajuntament d’Alella: és una il·lusió.
Això és Barcelona: plaça, façana i cançó.
Eén idee is genoeg; reünie en coöperatie schrijf je met trema.
Zij zei: ‘’s Avonds is ’t koud’, en hij knikte geërgerd.
Tá an aimsir go breá inniu; éist leis an gceol.
Mae’r tŷ ar y bryn; mae’n oer ac yn wlyb – ŵyr pwy pam.
Conas atá tú? Níl aon tinteán mar do thinteán féin.
""",
    "Czech, Slovak, Hungarian": """
Příliš žluťoučký kůň úpěl ďábelské ódy.
Děti šly do školy pěšky, protože autobus měl zpoždění.
Ďaleko od domova žil ľúbezný kôň menom Žofka.
„Kde je kľúč?“ spýtala sa mama – a našla ho vo vrecku.
Árvíztűrő tükörfúrógép: minden magyar ékezet benne van.
Győr és Pécs között őszi ködök ülnek a völgyekben.
„Hová mész?” – kérdezte az öregasszony. „Sehová…”
ŘÍDICÍ STŘEDISKO: ZMĚNA ČASU A MÍSTA SCHŮZKY
Őrült űrhajós ült a gőzölgő fürdőkádban.
""",
    "Nordic, Baltic": """
Blåbærsyltetøy på brødskiver er godt i påsken.
Åsa, Örjan och Älvsborg: svenska ord med ringar och prickar.
På Færøerne taler de færøsk; ø er både et bogstav og en ø.
Hyvää päivää! Yö oli pitkä, mutta aamu tuli kuitenkin.
Õhtul sõitis öörong Põlvast Võrru ülikõrge silla kaudu.
Šiandien žaidėme lauke, o rytoj eisime į mokyklą.
Ķekava, Ļaudona un Ģibuļi ir vietas Latvijā.
ÆBLER, ØL OG ÅL: MENUEN I DAG KOSTER 95 KR.
Þorláksmessa nálgast, sögðu Færeyingar í Tórshavn.
ĮŽANGA Į ŠIUOLAIKINĘ INFORMATIKĄ
""",
    "Greek, Cyrillic": """
Η γλώσσα είναι το σπίτι του ανθρώπου, έλεγε η δασκάλα.
Τα αρχαία ελληνικά: ἄνθρωπος, ὕδωρ, ᾠδή, Ἀθῆναι.
Модель предсказывает следующее слово по предыдущим.
«Что делать?» — спросил он; «Не знаю…» — ответила она.
РСФСР, СССР, НИИ, ГОСТ Р 52872: сокращения без перевода.
Їжак і ґава живуть під ґанком у Києві.
Љубав је чудна ствар, рекао је Ђорђе из Њујорка.
Съешь ещё этих мягких французских булок.
Вместо „това“ пиши «то» и не забравяй ѝ.
Ўладзімір жыве ў Мінску з 1995 года.
""",
    "Semitic, Indic, East Asian": """
שלום עולם, זהו משפט לדוגמה בעברית.
اللغة العربية تُكتب من اليمين إلى اليسار.
زبان فارسی نیم‌فاصله دارد: می‌خواهم، کتاب‌ها.
हिन्दी में यह एक उदाहरण वाक्य है।
ภาษาไทยไม่เว้นวรรคระหว่างคำ
தமிழ் மிகப் பழமையான மொழி.
言語モデルは次の単語を予測する。「本当ですか?」と彼女は言った。
ｶﾀｶﾅは半角でも書けます。全角ＡＢＣも同じです。
语言模型预测下一个词;“真的吗?”他问道。
繁體中文使用「引號」與《書名號》……
ქართული ანბანი ლამაზია და ძველი.
Հայերենը հնդեվրոպական լեզու է։
""",
    "words in capitals": """
CAFÉ™ and MÜSLI® are brands; FAÇADE© is not, and DÉJÀ-VU… neither.
The MOTÖRHEAD, MÖTLEY CRÜE and QUEENSRŸCHE posters hung beside BLUE ÖYSTER CULT’s.
AÉROPORT DE GENÈVE – PORTE Â2 – CÔTÉ “FRANCE”
SÃO TOMÉ E PRÍNCIPE; CÔTE D’IVOIRE; ÅLAND; ÎLE-DE-FRANCE
À LA CARTE, CRÈME BRÛLÉE, PÂTÉ “MAISON” – 12 €
""",
    "letters named": """
The letter Ã stands for a nasal a; Â and Ä do not.
In Romanian â, in Portuguese ã, in Polish ą: three different sounds.
Vowels: à á â ã ä å — consonants: ç ð ñ þ ß.
Typing Alt+0195 gives Ã, Alt+0169 gives ©, Alt+0226 gives â.
The Swedish alphabet ends in Å Ä Ö, the Danish one in Æ Ø Å.
ISO 8859-1 ends in ÿ; Windows-1252 adds € ‚ ƒ „ … † ‡ ˆ ‰ Š ‹ Œ Ž.
""",
    "names": """
Bjørn Ødegård, Łukasz Żółw, Renée Zoë, François Lefèvre and Søren Ångström agreed.
Antonín Dvořák, Béla Bartók and Arvo Pärt wrote for strings.
Sigurður Þór met Ólafur Örn at the Café Français in Malmö.
Gödel, Erdős, Rényi, Łoś, Poincaré and Hölder each have a theorem.
Nguyễn Văn Ý, José Muñoz, Zsófia Szűcs, Çağla Yıldız: the reviewers.
Ke$ha, P!nk and Beyoncé; Sigur Rós, Röyksopp, Björk, Ágætis byrjun.
""",
    "romanisation": """
Pinyin: nǐ hǎo, wǒ shì xuésheng; lǜ, nǚ, ê.
Sanskrit: saṃskṛtam, dharmaḥ, ātman, ṛta, jñāna, śānti.
Revised Romanization and McCune–Reischauer: Chosŏn, Koryŏ, ŭi, P’yŏngyang.
Hepburn: Tōkyō, Ōsaka, kyūshū, shōgun, jōdō.
Yorùbá: Ọjọ́ kan, ẹ̀kọ́ ni wọ́n ń kọ́.
Hawaiʻi, Kauaʻi, ʻōlelo, Māori, Tāmaki Makaurau.
""",
    "mathematics": """
∀ε > 0 ∃δ > 0: |x − a| < δ ⇒ |f(x) − f(a)| < ε.
∑ᵢ wᵢxᵢ + b ≥ 0 and ∏ pᵢ ≤ 1; ∫₀^∞ e⁻ˣ dx = 1.
π√2 ≈ 4.44, √(x² + y²) ≠ x + y, 2³ × 2² = 2⁵ ± 0.
∇·E = ρ/ε₀, ∂u/∂t = α∇²u, Δx → 0, λ ∈ ℝ, n ∈ ℕ.
A ∪ B ⊆ C ∩ D, ∅ ≠ {∅}, ¬(p ∧ q) ≡ ¬p ∨ ¬q, f∘g.
θ̂ = argmax ℓ(θ); σ² = E[X²] − μ²; χ², t½, Ω(n log n).
⌈n/2⌉ + ⌊n/2⌋ = n, a ≡ b (mod m), x ↦ x², ⟨u, v⟩ = 0.
‖Ax − b‖² + λ‖x‖₁, 𝔼[𝑋], ℒ(θ), ∥ and ∦.
∞ − ∞ is undefined; ≤, ≥, ≠, ≈, ∝, ∴, ∵ are relations or signs.
Δ = b² − 4ac; if Δ < 0, x ∈ ℂ; i² = −1; e^{iπ} + 1 = 0.
½ + ¼ + ⅛ + … = 1, but ⅓ + ⅔ = 1 at once.
∆°C per ×£ is a strange unit, § 3 says; √∂ is stranger.
""",
    "phonetics": """
English /ˈɪŋɡlɪʃ/, through /θɹuː/, thought /θɔːt/, measure /ˈmɛʒə/.
[ˈʃtʁaːsə], [ʔaxtʊŋ], [ʏbɐ], [ŋɡ], [ɕ], [ɬ], [ʘ], [ǃ], [ɓ].
한글 [haːn.ɡɯl], 물 [mul], 빛 [pit̚], 값 [kap̚].
Stress: ˌæn.tiˌdɪs.əsˈtæb.lɪʃ.mənˌtɛɹ.i.ən.ɪ.zəm
Tone letters ˥ ˦ ˧ ˨ ˩ and diacritics t̪ d̺ n̥ l̩ ẽ.
""",
    "emoji": """
좋아요 👍🏽, 가족 👨‍👩‍👧‍👦, 깃발 🏳️‍🌈 🇰🇷 🏴󠁧󠁢󠁥󠁮󠁧󠁿, 손 ✌️ 🤝🏻.
발표 자료 📊📈 → 검토 🔍 → 배포 🚀 → 축하 🎉🎉
1️⃣ 먼저 2️⃣ 다음 3️⃣ 끝 #️⃣ *️⃣ ✅ ❌ ⚠️ ℹ️ ™️ ©️
¯\\_(ツ)_/¯ ʕ•ᴥ•ʔ (╯°□°)╯︵ ┻━┻ ಠ_ಠ (づ｡◕‿‿◕｡)づ
🧑🏿‍💻🧑‍🚀👩🏻‍🔬 팀과 🐻‍❄️ 마스코트
♠ ♥ ♦ ♣ ☺ ☹ ☎ ✂ ✈ ✉ ✏ ❤ ☕ ⚡ ★ ☆ ◆ ◇ ○ ● ▶ ◀
""",
    "units and signs": """
실온은 20 °C(68 °F), 끓는점은 100 °C, 절대 영도는 −273.15 °C입니다.
전류 5 µA, 저항 10 kΩ, 파장 532 nm, 넓이 12 m², 부피 3 ㎥, 속도 9.8 m/s²
가격은 £12, €15, ¥1,800, ₩20,000, ₹900, ₺300, 12¢입니다.
각도 45° 30′ 15″, 기울기 ±3 %, 농도 5 ‰, 번호 № 7
설탕 ¼컵과 우유 ½컵, 소금 ¾작은술을 넣고 × 2배로 늘립니다.
1Å = 0.1 nm, 1 Å보다 짧은 거리는 pm로 씁니다.
© 2024 회사 ® ™ § 12 ¶ 3 † ‡ • … ‰
㎏, ㎞, ㎡, ㏄, ℃, Å, Ω: 한 글자로 된 단위
제1항 ① 목적 ② 정의 ③ 적용, Ⅰ장 Ⅱ장 ⅲ절, ㉠ ㉡ ㈜ ㈎
20°~25°에서 ×1.5배, 오차 ±0.5°, µ = 1.2
""",
    "typography": """
“Curly” ‘quotes’, ‹angle› «marks», „low“ ones — and – dashes…
읽기·쓰기·말하기, 「낫표」와 『겹낫표』, 〈홑화살괄호〉와 《겹화살괄호》
가나다〜라마바, 1～10쪽, 「서울」・「부산」, 국어ㆍ영어ㆍ수학
It’s 5′ 11″ tall, 10″ wide; the ’90s, rock ’n’ roll, ’tis.
전각 문자！？（ＡＢＣ）１２３：；，．도 있습니다.
말줄임표는 …, ……, ⋯로 쓰고 줄표는 —, ―, ─로 씁니다.
""",
    "Hanja in Korean": """
이 글에서는 人工知能과 機械學習의 차이를 설명합니다.
‘學而時習之 不亦說乎’를 풀이하면 다음과 같습니다.
三人行 必有我師라는 말처럼 누구에게나 배울 것이 있습니다.
李 교수는 由來와 異見을, 柳 교수는 類型과 流行을 다룹니다.
東京大學의 논문과 中國科學院의 보고서를 함께 읽었습니다.
大韓民國은 民主共和國이다.
媛, 諛, 由, 異, 硫는 각각 원, 유, 유, 이, 유로 읽는다.
金 씨와 李 씨, 朴 씨가 漢字로 이름을 적었습니다.
理解와 利害는 소리는 같지만 뜻이 다르다.
故事成語: 塞翁之馬, 漁父之利, 易地思之
移動과 異動, 移植과 利殖을 가려 쓰세요.
""",
    "rare Korean": """
똠얌꿍, 펲시, 뷁, 쌰, 뾰족, 꿰맸다, 휑하다, 뙤약볕, 읊조리다
ㅋㅋㅋㅋ ㅎㅎ ㅠㅠ ㅇㅋ ㄱㄱ ㅇㅈ? ㄹㅇㅋㅋ
자음은 ㄱ, ㄴ, ㄷ이고 모음은 ㅏ, ㅑ, ㅓ입니다.
옛말 ᄒᆞᆫ, ᄯᆞᆯ, ᄆᆞᄋᆞᆷ, ᄉᆞᄅᆞᆷ은 아래아를 씁니다.
ㆍ, ㅿ, ㆆ, ㆁ은 지금 쓰지 않는 글자입니다.
훈민정음의 글자 ᄫ, ᅀ, ᅌ과 방점 〮 〯
갊, 굻, 긺, 낢, 닮, 묾, 밂, 볌, 욺, 젊: 드문 음절
햏햏, 뷁뷁, 쀍, 뛟, 뙇! 인터넷에서 나온 말들
""",
    "about encodings": """
UTF-8로 쓴 ‘é’를 Windows-1252로 읽으면 `Ã©`가 됩니다.
The sequence `â€™` is what an apostrophe becomes; `â€œ` was a quotation mark.
모지바케의 예: "ì•ˆë…•"은 ‘안녕’이었습니다.
The text "Ã¼ber" should be "über".
BOM(`ï»¿`)이 화면에 보이면 UTF-8을 Latin-1로 읽은 것입니다.
‘안녕’을 CP949로 쓰고 Latin-1로 읽으면 "¾È³ç"이 보입니다.
`ê°€ë‚˜ë‹¤`는 ‘가나다’를 잘못 읽은 것입니다.
U+FFFD(�)는 읽을 수 없는 바이트를 대신하는 대체 문자입니다.
ftfy는 `schÃ¶n`을 `schön`으로 고칩니다.
바이트 EC 9D B4는 ‘이’이고 JSON에서는 `\\uC774`, URL에서는 `%EC%9D%B4`입니다.
HTML에서 `&amp;quot;`는 두 번 이스케이프된 따옴표입니다.
"í•œê¸€" → "한글"처럼 되돌립니다.
깨진 글자 “占쏙옙”은 한국에서, “锟斤拷”는 중국에서 흔히 보입니다.
Latin-1의 0xC3은 Ã, 0xA9는 ©입니다.
Windows-1254에서는 0xF0이 ğ, 0xFD가 ı, 0xFE가 ş입니다.
UTF-8의 첫 바이트는 110xxxxx, 1110xxxx, 11110xxx 가운데 하나입니다.
""",
    "links": """
[한국어 위키백과](https://ko.wikipedia.org/wiki/%ED%95%9C%EA%B5%AD%EC%96%B4)를 참고하세요.
주소는 https://example.org/%EC%9D%B4%EB%A6%84?q=%EA%B0%80%EB%82%98&lang=ko 입니다.
<https://example.org/a%20b%2Fc?x=1&amp;y=2>
![그림](images/%EA%B7%B8%EB%A6%BC.png "그림 &lt;1&gt;")
[목차](#%EB%AA%A9%EC%B0%A8)로 돌아가기
자세한 내용은 www.example.org/wiki/%EA%B0%80 문서에 있습니다.
""",
    "escapes in their place": """
정규식 `\\u{ac00}-\\u{d7a3}`은 한글 음절을, `\\p{Hangul}`은 모든 한글을 찾습니다.
경로 C:\\users\\ubuntu\\unicode와 \\\\server\\u1234 폴더를 확인하세요.
파이썬에서는 `"\\ud55c\\uae00"`이라고 쓸 수 있습니다.
LaTeX에서는 \\alpha, \\beta, \\"u, \\'e처럼 씁니다.
할인율은 20%이고 성장률은 5%입니다. 100%EC 환산은 아닙니다.
$\\frac{1}{2} \\times \\sqrt{x}$와 \\(x^2\\)를 비교합니다.
2 &lt; 3 &amp;&amp; 5 &gt; 4라고 쓰면 부등호가 보입니다.
서울&nbsp;특별시, &copy; 2024, A&B, AT&T, R&D, Q&A, &mdash; 등
표 안의 막대는 &#124;로, 별표는 &#42;로 씁니다.
포인터 `&x;`와 문자 참조 `&#x27;`는 다릅니다.
""",
    "codes and data": """
base64: 7JWI64WV7ZWY7IS47JqUIO2VnOq4gA==
SHA-256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
=?UTF-8?B?7ZWc6riA?= 는 메일 제목의 인코딩입니다.
색은 #C3A9E2, 글꼴은 "나눔고딕", 크기는 12pt입니다.
ISBN 978-89-01-12345-6, DOI 10.1000/182, arXiv:1706.03762v7
data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA
xn--bj0bj06e.kr은 퓨니코드로 쓴 도메인입니다.
""",
    "music, chess, keys": """
♪ ♫ ♬ 도레미 ♯ ♭ ♮ 𝄞 — 4/4박자
1. e4 e5 2. ♘f3 ♞c6 3. ♗b5 a6 ±
⌘ + ⇧ + P, ⌥ ← →, ⏎, ⌫, ␣를 누르세요.
☀ ☁ ☂ ☃ ☄ ★ ☎ ♨ ♻ ⚖ ⚗ ⚛
ᚠᚢᚦᚨᚱᚲ는 룬 문자이고 𒀀𒁀는 쐐기 문자입니다.
""",
}

BLOCKS = {
    "box drawing": (
        "┌──────┬──────┐\n│ 이름 │ 값   │\n├──────┼──────┤\n│ 가   │ 1    │\n└──────┴──────┘",
        "```\n╔═══════╗\n║ 제목  ║\n╚═══╤═══╝\n    │\n    ▼\n  결과\n```",
        "```text\n├── docs\n│   ├── kr\n│   └── eng\n└── README.md\n```",
        "진행률: ███████░░░ 70 % ▓▓▒▒░░ ▁▂▃▄▅▆▇█",
        "```\nA ──▶ B ──▶ C\n│           ▲\n└───────────┘\n```",
        "▀▄ ■□ ▪▫ ◢◣ ◤◥ ┃━┏┓┗┛ ╭╮╰╯",
        "학습 ──→ 평가 ══⇒ 배포 ┄┄ 폐기",
        "√2 │ ≈ 1.41 │ ± 0.01 ║ ≡ ≥ ≤ ⌠ ⌡ ÷",
    ),
    "samples in fences": (
        "```\nì•ˆë…•í•˜ì„¸ìš”\n```",
        "```python\nassert 'Ã©'.encode('latin-1').decode() == 'é'\nbad = 'â€™'\n```",
        "```text\n한국어 -> ÇÑ±¹¾î -> 한국어\n```",
        '```json\n{"name": "\\ud55c\\uad6d\\uc5b4", "bad": "ë°\x94ì´íŠ¸", "q": "&amp;quot;"}\n```'.replace("\x94", "”"),
        "```html\n<p>&amp;quot;따옴표&amp;quot; &#39;작은따옴표&#39;</p>\n```",
        "    ì²¨ë¶€ëœ ì´ë¯¸ì§€\n    들여 쓴 코드입니다.",
        "```sh\necho 'caf\\xc3\\xa9' | iconv -f latin1\ncurl https://example.org/%EC%9D%B4\n```",
        "~~~\nÃ¤ Ã¶ Ã¼ ÃŸ -> ä ö ü ß\n~~~",
        "```js\nconst re = /[\\uac00-\\ud7a3]+/u;\n// ���\n```",
    ),
    "samples in quotation marks": (
        "화면에 “ë‹¤ìš´ë¡œë“œ”라고 나오면 인코딩이 틀린 것입니다.",
        '그는 제목이 "Ã‰tÃ©"로 보인다고 알려 왔습니다.',
        "로그에는 ‘â€œerrorâ€\u009d’가 남았습니다.".replace("\x9d", ""),
        "«ÐŸÑ€Ð¸Ð²ÐµÑ‚»이라는 글자가 보였다고 합니다.",
        '어떤 메일은 "¾È³çÇÏ¼¼¿ä"로 시작했습니다.',
        "「Ã¼」는 「ü」의 잘못된 모습입니다.",
    ),
    "tables": (
        "| 글자 | 바이트 | 잘못 읽으면 |\n|---|---|---|\n| é | C3 A9 | `Ã©` |\n| 이 | EC 9D B4 | `ì´` |",
        "| 언어 | 인사 |\n|---|---|\n| 프랑스어 | Ça va ? Très bien… |\n| 터키어 | Günaydın, nasılsın? |",
        "| 기호 | 뜻 |\n|---|---|\n| ≤ | 이하 |\n| ≠ | 같지 않음 |\n| ∑ | 합 |",
        "| 도시 | 기온 |\n|---|---|\n| Zürich | −3 °C |\n| Reykjavík | −5 °C |\n| São Paulo | 28 °C |",
        "| 엔티티 | 결과 |\n|---|---|\n| `&amp;` | & |\n| `&#39;` | ' |\n| `&quot;` | \" |",
    ),
    "front matter": (
        '---\ntitle: "Études à l’été: çà et là"\nauthor: "François Lefèvre"\n---\n\n본문은 한국어입니다.',
        '---\ntitle: "Ağrı Dağı’nda kış"\nauthor: "Çağrı Şahin"\n---\n\n한국어 소개입니다.',
        "---\ntitle: 'Größe & Maß'\ntags: [\"café\", 'naïve', \"Łódź\"]\n---\n\n한국어 소개입니다.",
    ),
}


def passages() -> list[tuple[str, str]]:
    """Each with what it is."""
    found = [(name, line) for name, text in PROSE.items() for line in text.strip().split("\n")]
    return found + [(name, block) for name, blocks in BLOCKS.items() for block in blocks]


PASSAGES = passages()
