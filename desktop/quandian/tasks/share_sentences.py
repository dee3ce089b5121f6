"""What sharing says."""

from __future__ import annotations

from quandian.core import sentences

_SENTENCES: dict[str, sentences.Pair] = {
    "share.unwritable": (
        "共享包写不到“{path}”。检查文件夹的权限和剩余空间，或换一个位置。",
        'The package cannot be written to "{path}". Check permissions and free space, or choose another place.',
    ),
    "share.exists": (
        "“{path}”已经存在，没有覆盖。换一个名字，或加 --force。",
        '"{path}" exists and was not written over. Choose another name, or add --force.',
    ),
    "share.unreadable": (
        "读不了“{path}”。检查文件是否还在、磁盘是否已连接。",
        '"{path}" cannot be read. Check that the file is there and the disk is connected.',
    ),
    "share.foreign": (
        "“{path}”不是圈点的共享包。请对方用“分享…”重新做一份。",
        '"{path}" is not a Quandian package. Ask for one made with "Share…".',
    ),
    "share.newer": (
        "共享包“{path}”由较新版本的圈点制作。更新圈点后再打开。",
        'The package "{path}" was made by a newer Quandian. Update Quandian to open it.',
    ),
    "share.changed": (
        "共享包“{path}”与它的校验值不符，可能没有传完或被改动过。请对方重新发一份。",
        'The package "{path}" does not match its checksum: it was cut short or changed. Ask for another copy.',
    ),
    "share.too_big": (
        "共享包“{path}”展开后大得不合常理，没有打开。请与发送的人核对。",
        'The package "{path}" would unpack to an absurd size and was not opened. Check with whoever sent it.',
    ),
    "share.sealed": (
        "共享包“{path}”加了口令。在窗口里打开会询问；quandian merge 用 --passphrase-file 给出。",
        'The package "{path}" is sealed. The window asks for its passphrase; quandian merge takes --passphrase-file.',
    ),
    "share.wrong_passphrase": (
        "口令打不开“{path}”。核对大小写和空格，再输入一次。",
        'The passphrase does not open "{path}". Check capitals and blanks, and type it again.',
    ),
    "share.empty_passphrase": (
        "还没有输入口令。",
        "No passphrase has been given.",
    ),
    "share.no_age": (
        "这里缺少加密组件 pyrage，不能使用口令。重新安装圈点，或不加口令分享。",
        "The component pyrage is missing, so passphrases cannot be used. Reinstall Quandian, or share without one.",
    ),
    "share.too_big_to_seal": (
        "超过 {size} MB 的共享包不能加口令。去掉源文件，或只选一部分报告。",
        "A package over {size} MB cannot be sealed. Leave out source files, or choose fewer reports.",
    ),
    "share.nothing": (
        "选中的范围里没有报告。至少选一份报告。",
        "The choice holds no report. Choose at least one.",
    ),
    "share.no_author": (
        "项目里没有作者“{name}”。作者有：{known}。",
        'Nobody called "{name}" worked in this project. There are: {known}.',
    ),
    "share.no_passphrase": (
        "口令文件“{path}”读不了，或第一行是空的。",
        'The passphrase file "{path}" cannot be read, or its first line is empty.',
    ),
    "desensitise.short": (
        "“{word}”太短，不能整体替换。写至少两个字的词。",
        '"{word}" is too short to be replaced everywhere. Give a word of two characters or more.',
    ),
    "desensitise.circular": (
        "“{word}”的替换词“{replacement}”里又含有要隐去的词，或者是空的。换一个替换词。",
        '"{replacement}", which stands for "{word}", holds a word to be hidden, or nothing. Choose another one.',
    ),
    "desensitise.died": (
        "脱敏没有完成：后台进程中断了。关掉别的程序，再试一次；项目没有改动。",
        "Masking did not finish: its process ended. Close other programs and try again; the project is unchanged.",
    ),
    "desensitise.no_terms": (
        "词表“{path}”读不了。它应是 UTF-8 文本，一行一个词，可写成“词=替换词”。",
        'The list "{path}" cannot be read. It should be UTF-8 text, a word a line, or WORD=REPLACEMENT.',
    ),
    "desensitise.no_key": (
        "“{path}”不是圈点的对照表，或者读不了。指定分享时留下的那一份。",
        '"{path}" is no key table of Quandian, or cannot be read. Give the one that was kept when sharing.',
    ),
    "returned.brought": (
        "脱敏包，已译回原文；没有改过的数字和名称以这里的为准。",
        "A masked package, translated back; figures and names that were left alone stay yours.",
    ),
    "returned.left": (
        "有 {count} 项没能带回，见“没能并入”。",
        "Could not be brought back: {count}; see “Not taken in”.",
    ),
    "returned.nowhere": (
        "在原文里找不到对应的位置，没有带回。在对方的项目里核对。",
        "Its place is not to be found in your text, so it was not brought back. Look at it in the other project.",
    ),
    "returned.no_report": (
        "所在的报告不是由这里的报告脱敏而来，没有带回。请对方单独发来这份报告。",
        "Its report was not masked from any report here, so it was not brought back. Ask for that report.",
    ),
    "returned.no_row": (
        "这里从来没有对应的内容，对方的改动没有带回。换发出脱敏包的那份项目来合并。",
        "What it changes was never here, so it was not brought back. Merge into the project the package came from.",
    ),
    "returned.no_end": (
        "关联的一端没能带回，这条关联也没有带回。",
        "One end of this relation could not be brought back, so the relation was not, either.",
    ),
    "returned.not_ours": (
        "“{path}”不是用这份对照表从这个项目脱敏出来的。换一份对照表，或换一个项目。",
        '"{path}" was not masked from this project with this key table. Give another key table, or another project.',
    ),
    "share.origin": ("{author}（{day}）", "{author} ({day})"),
    "cli.shared": (
        "已写出 {path}：{reports} 份报告，{annotations} 条标注，{size}。",
        "Wrote {path}: reports {reports}, annotations {annotations}, {size}.",
    ),
    "cli.shared_unsure": (
        "可能是人名，没有替换：{words}。要替换就写进词表。",
        "Perhaps names, left as they are: {words}. Put those to be masked into the list.",
    ),
    "share.key_name": ("{name} 对照表.csv", "{name} key.csv"),
    "cli.shared_key": (
        "对照表留在 {path}，不要发给别人。",
        "The key table stays at {path}; do not send it to anybody.",
    ),
}


def register_all() -> None:
    """Make the sentences known."""
    sentences.register(_SENTENCES)
