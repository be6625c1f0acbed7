"""Reading a workbook of one sheet back by its files, as a stranger to the module that wrote it would."""

import io
import re
import zipfile
from datetime import date, timedelta
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cell = str | float | date | None


def read_sheet(content: bytes, days: frozenset[int] = frozenset()) -> tuple[str, list[list[Cell]]]:
    """The sheet's name and its rows, 17 cells each; numbers in the columns named (from 0) are days."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
        sheet = ElementTree.fromstring(packed.read("xl/worksheets/sheet1.xml"))
        shared = []
        if "xl/sharedStrings.xml" in packed.namelist():
            strings = ElementTree.fromstring(packed.read("xl/sharedStrings.xml"))
            shared = ["".join(each.itertext()) for each in strings]
    assert not list(sheet.iter(f"{_MAIN}f")), "a formula"
    rows = []
    for row in sheet.iter(f"{_MAIN}row"):
        cells: list[Cell] = [None] * 17
        for cell in row:
            at = ord(re.sub("[0-9]", "", cell.attrib["r"])) - ord("A")
            text = "".join(cell.itertext())
            if cell.attrib.get("t") == "s":
                cells[at] = shared[int(text)]
            elif cell.attrib.get("t") == "inlineStr":
                cells[at] = text
            elif text:
                number = float(text)
                cells[at] = date(1899, 12, 30) + timedelta(days=number) if at in days else number
        rows.append(cells)
    return next(book.iter(f"{_MAIN}sheet")).attrib["name"], rows
