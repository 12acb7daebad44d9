"""Who is named beside a post."""

import pytest

from jianguan.names import persons


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("局长李明华强调,副局长张强、王小丽参加。", ["李明华", "张强", "王小丽"]),
        ("书记王小平和李红出席", ["王小平", "李红"]),
        ("书记李和平、副局长和小军出席", ["李和平", "和小军"]),
        ("局长阿依努尔·买买提,局长李明。局长李明,", ["阿依努尔·买买提", "李明"]),
        ("局长李明华安排部署工作", []),
        ("主任安排部署工作。", []),
        ("李明华强调,王小丽参加", []),
        ("局长" + "、".join(["王一", "李万", "张与"] * 7) + "、赵末,", ["王一", "李万", "张与"]),
        ("局长王一" + "、李万" * 20 + "、赵末,", ["王一", "李万"]),
        ("局长王一" + "、李万" * 19 + "、赵末,", ["王一", "李万", "赵末"]),
        ("", []),
    ],
)
def test_persons_are_named_behind_a_post_until_another_word_follows(text, named):
    assert persons(text) == named
