"""What lines of such pages look like, whatever their words: dates, list marks, document numbers, organisations."""

import re

LONG = 120
TIME = r"(?:[\sT]{0,9}\d{1,2}[:时]\d{1,2}(?:[:分]\d{0,2}秒?)?)?"
DATE = re.compile(
    r"(?=[12一二])(?:(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)\s?日?"
    rf"|[一二][〇零○O0一二三四五六七八九]{{3}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日){TIME}"
)
SHORT_DATE = re.compile(r"(?<![\d-])\d{1,2}[-/月.]\d{1,2}日?\s\d{1,2}:\d{2}")
ENGLISH_DATE = re.compile(
    r"(?<![A-Za-z])[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s(?:19|20)\d\d(?!\d)"
    r"|(?<!\d)\d{1,2}\s[A-Z][a-z]{2,8}\.?,?\s(?:19|20)\d\d(?!\d)"
)
CLOCK = re.compile(r"\d[\sT]{0,9}\d{1,2}[:时]\d{2}")
YEAR_ALONE = re.compile("(?:19|20)\\d\\d年?")
DAY_ALONE = re.compile(r"\d{1,2}[-/.月]\d{1,2}日?")
CLOCK_ALONE = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?")
PAGE_NAME = re.compile(r"第?\s?[A-Z]?\d{1,3}\s?版\s?[:.]?\s?[\u4e00-\u9fff·/]{0,12}")
PAGE_NUMBER = re.compile(
    r"\d{1,4}|[-—–·]{1,2}\s?\d{1,4}\s?[-—–·]{1,2}|第\s?\d{1,4}\s?页(?:[\s,/]{0,3}共\s?\d{1,4}\s?页)?|\d{1,3}\s?/\s?\d{1,3}"
    r"|(?:P(?:ART|art)|N[Oo])[.\s]{0,2}\d{1,2}"
)
ISSUE = re.compile(
    r"[^,。;:]{0,24}?(?:(?:19|20)\d\d年)?第\s?\d{1,4}\s?号\s?[(]总第?\s?\d{1,5}\s?号[)]|"
    r"[^,。;:]{0,20}?[(]?\s?(?:(?:19|20)\d\d年?)?\s?[第总]第?\s?\d{1,5}\s?[期卷](?:\s?第\s?\d{1,3}\s?期)?\s?(?:[(]总第?\s?\d{1,5}\s?期[)])?[)]?"
)
WEEKDAY = re.compile("星期[一二三四五六日天]")
WEATHER = re.compile("天气|空气质量|气温|[0-9]℃")
SEARCH_FIELD = re.compile(r"[检搜查][索询寻][^。]{0,8}?[\[【]\s{0,20}[\]】]")
SEARCH_BOX = re.compile(r"(?:[^\s\[\]。]{2,6}\s?:?\s?)?(?:\[[^\[\]]{1,14}\]\s?){2,8}")
CRUMBS = re.compile(r"[^。,;]{1,20}(?:\s?(?:>|»|›|→|->)+\s?[^。;]{0,60}){1,8}")
IMAGE_TYPE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|tiff?|mp4)(?![A-Za-z])", re.IGNORECASE)
PLACEHOLDER = re.compile(
    r"[\[【(](?:图片?|视频|音频|动图|组图|照片)\s?(?:\d{1,2}|[:/][^\[\]【】()]{1,60})[\]】)][^。]{0,40}|\[图片?\]\s[^。]{1,40}"
)
DOCUMENT_NUMBER = re.compile(
    r"[(]?[\u4e00-\u9fff]{0,15}\s?[〔\[(【][12]\d{3}[〕\])】]\s?第?\s?\d{1,8}\s?号[)]?|[\u4e00-\u9fff]{2,12}令第?\s?\d{1,4}\s?号"
)
ORGANISATION = re.compile(
    r"[^\s,。;:]{2,30}(?:[网社台局厅院]|(?<![公通年简情汇申])报|政府|协会|委员会|办公室|中心|学会|研究会|联合会|商会|基金会|大学|公司|集团|公署|总队|支队|大队|党组|党委|支部)"
)
LIST_MARK = re.compile(
    r"[(]?[一二三四五六七八九十]{1,3}[)、]|第[一二三四五六七八九十]{1,3}[章节条部]|\d{1,2}[.、)](?!\d)|[(]\d{1,2}[)]|[①-⑳]|——"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}\s(?=[\u4e00-\u9fff“])"
)
SET_APART = re.compile("【[^【】]{2,12}】")
HANZI = re.compile("[\u4e00-\u9fff]")
BULLET = re.compile("[●•·◆◇■▪※★☆►▶○]")
CONTENTS_ROW = re.compile(r".{2,60}?\s?[.…·]{3,200}\s?[(]?\d{1,4}[)]?")
TABLE_NAME = re.compile(
    r"[(]?单位\s?:\s?[^。]{1,20}|[附]?表\s?\d{0,2}[-.]?\d{0,2}[\s:.]\s?[^。]{2,40}|注\s?\d?:.{2,200}"
)
FIGURE_NAME = re.compile(
    r"[(]?图\s?(?:\d{1,2}(?:[-.]\d{1,2})?|[①-⑳]|[一二三四五六七八九十])\s?(?:[:、.\s]|为)[^。]{2,60}。?[)]?"
)
CAPTION_CREDIT = re.compile(
    r"(?:^|[\s。(])(?:本[报网刊台社])?(?:通讯员|记者)?\s?[\u4e00-\u9fff]{2,4}[\s/]?摄(?:影)?[)】]?$"
    r"|[(][^()。]{1,12}供图[)]$"
)
PLAYER = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}:?\s?)?\d{1,2}(?::\d{2}){1,2}\s?/\s?\d{1,2}(?::\d{2}){1,2}(?:\s[^。]{1,30})?"
)
HASHTAGS = re.compile(r"(?:#[^#\s]{1,20}#?\s{0,3}(?:\d{1,5}个)?\s{0,3}){1,8}")
DAY_AND_PLACE = re.compile(rf"[(]\s?(?:{DATE.pattern})[\s,·]{{1,4}}[\u4e00-\u9fff]{{2,10}}\s?[)]")
ENACTED = re.compile(r"[(](?=.{0,80}\d年).{4,200}(?:通过|修订|修正|公布|发布|施行|批准)[^)]{0,40}[)]")
PEOPLE = r"(?:本报|本网|本刊|特约|见习|实习|全媒体)?(?:记者|通讯员)[^()。,;:]{1,60}"
NAMES = r"(?:[\u4e00-\u9fff·]{2,6}[\s、]{1,3}){0,4}"
DATELINE = re.compile(
    r"(?:[\[【(]?(?:[^\s,。:;()]{0,20}(?:\d日[讯电]|讯(?=[\s(:\]】)]))|本[报网刊台站]讯"
    rf"|(?=\(\s?{NAMES}{PEOPLE}\)))[\]】)]?[\s:]{{0,4}})"
    rf"(?:[(]\s?{NAMES}{PEOPLE}[)][\s:]{{0,4}}|{PEOPLE}(?:报道|[\s:]))?"
)
LIST_NAME = re.compile(
    r"[^\w\s]{0,2}\s?(?:相关|更多|最新|热门|热点|推荐|精彩|延伸|往期|其他|同类|近期|今日|本周|编辑|精选|图片|热文)"
    r"(?:阅读|推荐|新闻|资讯|文章|报道|链接|内容|信息|视频|图文|专题|稿件|头条|排行榜?|榜单?|政策|文件|服务|回顾|精选|搜索|话题)"
    r"[^\w\s]{0,2}"
)
COMMENTS_NAME = re.compile(
    r"[^\w\s]{0,2}\s?(?:精彩|最新|全部|热门|网友|用户|读者|更多|精选)?(?:评论|跟帖|跟贴|留言|回帖)(?:列表|区|专区)?"
    r"(?:\s?[(]?\d{0,6}条?[)]?)?"
)
PAPER = re.compile(r"[^\s,。:]{2,12}\s[^,。]{0,30}?第?\s?[A-Z]?\d{1,3}\s?版[^,。]{0,16}")
BUTTON = re.compile(
    r"(?:点击)?(?:查看|点击|加载|展开|收起|返回|显示|隐藏|打开|下载)(?:更多|全部|全文|详情|大图|原图|图库|原文|评论|列表|顶部|附件|地图|回复)"
    r"[\u4e00-\u9fff]{0,4}|立即(?:打开|下载|登录|注册|报名|体验|参与|投票)"
)
GATHERS = ("召开", "举行", "举办")
SENTENCE_END = re.compile(r"[。!?;:…][”’)]?$")


GROUP = re.compile("[\u4e00-\u9fff]{4,30}(?:[组会署处所站厅]|工作专班|指挥部)")
AFFILIATIONS = (
    re.compile(r"[(]?(?:1[.、])?[^()。]{4,100}[学院所局心司会]\D{0,40}\d{6}(?:[;,].{0,200})?[)]?"),
    re.compile(r"(?:\d[.、]?\s?[^\s。,;]{3,30}[学院所局心司会站][\s;,]{0,3}){1,6}"),
)
MONTH = re.compile(r"((?:19|20)\d\d|[一二][〇零○O0一二三四五六七八九]{3})年(\d{1,2}|[一二三四五六七八九十]{1,2})月")
DAY_OR_MONTH = re.compile(rf"[(]?{MONTH.pattern}[^年月]{{0,6}}[)]?")


def is_issuer(text: str) -> bool:
    """Could a line be whoever issued a document, an organisation or a group at work (某某委员会检查组)?"""
    return bool(ORGANISATION.fullmatch(text) or GROUP.fullmatch(text))


def are_organisations(text: str) -> bool:
    """Is a line nothing but the names of one or more organisations?"""
    return all(
        ORGANISATION.fullmatch(word) or re.fullmatch("[\u4e00-\u9fff]{2,8}[署处]", word) for word in text.split(" / ")
    )


def is_foreign(text: str) -> bool:
    """Is a line mostly in Latin letters (the English title of a journal article)?"""
    letters = len(re.findall("[A-Za-z]", text))
    return letters > 10 and letters > 2 * len(HANZI.findall(text))


def is_date(text: str) -> bool:
    return bool(DATE.fullmatch(text.strip("() ")))


def signed_line(text: str) -> tuple[str, str] | None:
    """An organisation and a date on one line, as a letter is signed and a bulletin is headed.

    >>> signed_line("某某市市场监督管理局 2022年4月18日"), signed_line("某某局办公室编 2021年6月5日")
    (('某某市市场监督管理局', '2022年4月18日'), ('某某局办公室', '2021年6月5日'))
    """
    date = DATE.search(text) if len(text) <= 60 else None
    if not date or text[date.end() :].strip(" ()印发编"):
        return None
    name = re.sub(r"(?:主办|编印|印发|编)$", "", text[: date.start()].strip(" ()"))
    return (name, date[0]) if ORGANISATION.fullmatch(name) else None
