"""What this room says when a document cannot be written."""

from __future__ import annotations

from quandian.core.sentences import register

register(
    {
        "writing.suffix": (
            "无法导出到“{name}”：简报写成 Word 文件，文件名要以 .docx 结尾。",
            'Cannot export to "{name}": the briefing is a Word file, so the name must end in .docx.',
        ),
        "writing.briefing_suffix": (
            "无法导出到“{name}”：文件名的结尾决定格式，可以是 {known}。",
            'Cannot export to "{name}": the ending of the name says the format; it may be {known}.',
        ),
        "template.unknown": (
            "模板“{name}”{where}用了“{variable}”，圈点没有这个变量。这里可以用：{known}。",
            'The template "{name}" uses "{variable}" {where}, which Quandian does not have. There are: {known}.',
        ),
        "template.no_tags": (
            "模板“{name}”里一个标签也没有，写出的文件不会有简报的内容。在 Word 里写上标签，或从“新建模板”开始。",
            'The template "{name}" has no tag: its file would hold nothing. Write tags in Word, or begin anew.',
        ),
        "template.syntax": (
            "模板“{name}”{where}的标记写得不对：{reason}。改好再用。",
            'A tag of the template "{name}" {where} is not right: {reason}. Mend it and try again.',
        ),
        "template.why_filter": ("没有“{word}”这个过滤器", 'there is no filter "{word}"'),
        "template.why_include": ("模板里不能引用别的文件", "a template cannot include other files"),
        "template.why_open": ("有标记没有结束，缺“{word}”", 'a tag is not closed; "{word}" is missing'),
        "template.why_tag": ("不认识标记“{word}”", 'unknown tag "{word}"'),
        "template.why_attribute": ("要用程序内部的“{word}”", 'it asks for "{word}" of the program'),
        "template.why_unexpected": (
            "“{word}”不该在这里，检查花括号和百分号是否成对",
            '"{word}" is out of place; see that braces pair',
        ),
        "template.why_other": (
            "检查花括号和百分号是否成对（{reason}）",
            "see that braces and percent signs pair ({reason})",
        ),
        "template.damaged": (
            "打不开模板“{name}”：它不是 Word 文件（.docx），或者已损坏。",
            'Cannot open the template "{name}": it is no Word file (.docx), or is damaged.',
        ),
        "template.refused": (
            "没有使用模板“{name}”：它想做的事超出了填写文字（{reason}）。只用来自可信处的模板。",
            'The template "{name}" was not used: it wants more than filling in words ({reason}). Use trusted ones.',
        ),
        "template.missing": (
            "没有“{name}”这个模板。可以用的模板：{known}。",
            'There is no template "{name}". There are: {known}.',
        ),
        "template.place": ("第{n}段（“{text}”）", 'in paragraph {n} ("{text}")'),
        "template.place_table": ("第{n}个表格第{row}行（“{text}”）", 'in row {row} of table {n} ("{text}")'),
        "template.place_edge": ("页眉或页脚（“{text}”）", 'in a header or footer ("{text}")'),
        "writing.table_suffix": (
            "无法导出到“{name}”：台账写成 Excel 或 CSV 文件，文件名要以 .xlsx 或 .csv 结尾。",
            'Cannot export to "{name}": the ledger is an Excel or CSV file, so the name must end in .xlsx or .csv.',
        ),
        "writing.one_table": (
            "无法导出到“{name}”：CSV 文件只能装一张表。只选一个标签，或导出为 .xlsx。",
            'Cannot export to "{name}": a CSV file holds one table. Choose one tag, or export to .xlsx.',
        ),
        "writing.too_many_rows": (
            "无法导出“{title}”：Excel 的一张表最多 {most} 行。先筛选，或导出为 .csv。",
            'Cannot export "{title}": a sheet of Excel holds {most} rows. Filter first, or export to .csv.',
        ),
        "writing.folder_missing": (
            "无法写入“{name}”：没有“{folder}”这个文件夹。先建好它，或换一个位置。",
            'Cannot write "{name}": there is no folder "{folder}". Create it or choose another place.',
        ),
        "writing.is_folder": (
            "无法写入“{name}”：“{folder}”里已有同名的文件夹。换一个文件名。",
            'Cannot write "{name}": "{folder}" already holds a folder of that name. Choose another file name.',
        ),
        "writing.in_use": (
            "无法写入“{name}”：它正在 Word、WPS 或别的程序中打开。关闭它再导出，或换一个文件名。",
            'Cannot write "{name}": it is open in Word, WPS or another program. Close it or choose another file name.',
        ),
        "writing.no_permission": (
            "无法写入“{name}”：这里不允许写入（{folder}）。换一个位置，例如“文档”文件夹。",
            'Cannot write "{name}": writing is not allowed here ({folder}). Choose another place such as Documents.',
        ),
        "writing.disk_full": (
            "无法写入“{name}”：“{folder}”所在的磁盘已满。腾出空间再导出，或换一个位置。",
            'Cannot write "{name}": the disk of "{folder}" is full. Free some space or choose another place.',
        ),
        "writing.name": (
            "无法写入“{name}”：文件名太长，或含有系统不接受的字符。换一个文件名。",
            'Cannot write "{name}": the file name is too long or not accepted by the system. Choose another name.',
        ),
        "writing.failed": (
            "无法写入“{name}”（{folder}）：{reason}。换一个位置再导出。",
            'Cannot write "{name}" ({folder}): {reason}. Choose another place.',
        ),
    }
)
