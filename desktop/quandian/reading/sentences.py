"""What the room says when a file cannot be read: what happened, to which file, what to do now."""

from __future__ import annotations

from quandian.core import sentences

_IMPORT: dict[str, sentences.Pair] = {
    "import.missing": (
        "找不到“{name}”：文件已被移动、改名或删除。重新选择文件。",
        '"{name}" is gone: it was moved, renamed or deleted. Choose the file again.',
    ),
    "import.folder": (
        "“{name}”是文件夹，不是文件。选择其中的文件再导入。",
        '"{name}" is a folder, not a file. Choose the files inside it.',
    ),
    "import.no_file": (
        "“{name}”不是普通文件，是管道或设备，没有读它。选择报告文件本身。",
        '"{name}" is a pipe or a device, not an ordinary file, and was not read. Choose the report file itself.',
    ),
    "import.misnamed": (
        "“{name}”的扩展名是 {suffix}，里面却是纯文本。确认是报告文字后，把扩展名改成 .txt 再导入。",
        (
            '"{name}" is named {suffix} but holds plain text. If that is the report, change the ending to .txt and '
            "import it again."
        ),
    ),
    "import.unreadable": (
        "无法读取“{name}”：没有权限，或文件正被其他程序占用。关闭占用它的程序或检查权限后再导入。",
        (
            'Cannot read "{name}": no permission, or another program holds it. Close that program or check the '
            "permissions, then import again."
        ),
    ),
    "import.empty": (
        "“{name}”里没有文字，没有导入。检查是否选错了文件。",
        '"{name}" holds no text and was not imported. Check that it is the right file.',
    ),
    "import.too_large": (
        "“{name}”有 {size} MB，超过了 {limit} MB 的上限。拆成几个文件再导入。",
        '"{name}" is {size} MB, more than the limit of {limit} MB. Split it into several files.',
    ),
    "import.binary": (
        "“{name}”不像文本，读不出文字。能导入的是：{kinds}。确实是文本的，换一种编码再读。",
        '"{name}" does not look like text. These can be imported: {kinds}. If it is text, choose another encoding.',
    ),
    "import.unknown_kind": (
        "“{name}”是{kind}，圈点不读这种文件。能导入的是：{kinds}。",
        '"{name}" is {kind}, which Quandian does not read. These can be imported: {kinds}.',
    ),
    "import.not_yet": (
        "“{name}”是{kind}，这个版本还不能直接读。用 Word 或 WPS 打开它，另存为 .docx 后再导入。",
        (
            '"{name}" is {kind}, which this version cannot read yet. Open it in Word or WPS, save it as .docx and '
            "import that."
        ),
    ),
    "import.not_yet_page": (
        "“{name}”是{kind}，这个版本还不能直接读。打开它，把正文复制到 Word 或记事本，存为 .docx 或 .txt 后再导入。",
        (
            '"{name}" is {kind}, which this version cannot read yet. Open it, copy the text to Word or a text editor, '
            "save it as .docx or .txt and import that."
        ),
    ),
    "import.encrypted": (
        "“{name}”设有打开密码，读不出内容。在 Word 或 WPS 里取消密码并另存，再导入。",
        '"{name}" is protected by a password. Remove the password in Word or WPS, save it and import again.',
    ),
    "import.damaged": (
        "“{name}”已损坏，读不出内容。用 Word 或 WPS 打开修复并另存，或换一份文件。",
        (
            '"{name}" is damaged and cannot be read. Open it in Word or WPS, let it be repaired and saved, or take '
            "another copy."
        ),
    ),
    "import.bomb": (
        "“{name}”解开后超过 {limit} MB，不像正常的文档，没有打开。换一份文件。",
        (
            '"{name}" would unpack to more than {limit} MB, which no ordinary document does; it was not opened. Take '
            "another copy."
        ),
    ),
    "import.too_slow": (
        "读“{name}”超过了 {limit} 秒，已停止，没有导入。用 Word 或 WPS 打开并另存，再导入。",
        (
            'Reading "{name}" took more than {limit} seconds and was stopped; nothing was imported. Open and save it '
            "in Word or WPS, then import again."
        ),
    ),
    "import.too_hungry": (
        "读“{name}”需要的内存超过了 {limit} MB，已停止，没有导入。拆成几个文件再导入。",
        (
            'Reading "{name}" needed more than {limit} MB of memory and was stopped; nothing was imported. Split it '
            "into several files."
        ),
    ),
    "import.reader_died": (
        "读“{name}”的进程意外结束，没有导入。再试一次；仍不行就用 Word 或 WPS 打开并另存，再导入。",
        (
            'The process that read "{name}" ended unexpectedly; nothing was imported. Try again, or open and save the '
            "file in Word or WPS first."
        ),
    ),
    "import.wrong_encoding": (
        "“{name}”按 {encoding} 解不出文字。换一种编码。",
        '"{name}" cannot be decoded as {encoding}. Choose another encoding.',
    ),
}

_NOTICES: dict[str, sentences.Pair] = {
    "notice.tracked": (
        "含修订痕迹：保留插入的文字，略去删除的文字。",
        "Tracked changes: inserted text was kept, deleted text left out.",
    ),
    "notice.comments": ("含批注：批注没有导入。", "Comments were not imported."),
    "notice.undecodable": (
        "有些字节解不出文字，显示为 �。若不对，换一种编码重新导入。",
        "Some bytes could not be decoded and show as �. If that is wrong, import again with another encoding.",
    ),
}

KINDS = (".docx、.docm、.txt、.text、.md", ".docx, .docm, .txt, .text, .md")
"""The kinds that are read (``open.SUPPORTED_SUFFIXES``), for the sentences that name them."""

KIND_NAMES: dict[str, sentences.Pair] = {
    "doc": ("旧版 Word 或 WPS 文档（.doc、.wps）", "an old Word or WPS document (.doc, .wps)"),
    "rtf": (" RTF 文档", "an RTF document"),
    "pdf": (" PDF 文件", "a PDF file"),
    "html": ("网页", "a web page"),
    "xml": (" XML 文件", "an XML file"),
    "mht": ("网页存档（.mht）", "a saved web page (.mht)"),
    "ofd": (" OFD 版式文件", "an OFD file"),
    "odt": (" ODT 文档", "an ODT document"),
    "wordxml": (" Word XML 文档", "a Word XML document"),
    "epub": (" EPUB 电子书", "an EPUB book"),
    "sheet": ("表格文件", "a spreadsheet"),
    "slides": ("演示文稿", "a presentation"),
    "zip": ("压缩包", "an archive"),
    "image": ("图片", "a picture"),
    "media": ("音视频文件", "an audio or video file"),
    "program": ("程序文件", "a program"),
    "database": ("数据库文件", "a database"),
    "office": (" Office 旧格式文件", "an old Office file"),
}


def register_all() -> None:
    """Make the room's sentences known."""
    sentences.register(_IMPORT)
    sentences.register(_NOTICES)


def said(pair: sentences.Pair) -> str:
    """Return the part of a pair that belongs to the language in use."""
    return pair[sentences.language() == "en"]
