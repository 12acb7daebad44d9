"""A page in blocks, with what it states outside its article."""

from dataclasses import dataclass, field

from jianguan.intake.blocks import Block
from jianguan.intake.credits import Labels


@dataclass(slots=True)
class Page:
    """A page in blocks, in reading order; `labels` are the (field, value) pairs it states outside its article.

    `title` is the main one among the lines of a headline.
    """

    blocks: list[Block]
    labels: Labels = field(default_factory=list)
    title: Block | None = None

    def of(self, *kinds: str) -> list[Block]:
        return [block for block in self.blocks if block.kind in kinds]

    def cut(self, block: Block, rule: str, name: str = "") -> None:
        """Cut a block by a rule; what it says belongs to a field where one is named."""
        block.rule = rule
        if name:
            self.labels.append((name, block.text))
