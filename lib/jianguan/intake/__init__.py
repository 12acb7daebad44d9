"""From files on a disk to what a page says and who says it: everything `corpus` stands on."""
