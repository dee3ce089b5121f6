"""What the store says: failures, findings of a check, and the names of operations."""

from __future__ import annotations

from quandian.core import sentences

sentences.register(
    {
        "project.missing": (
            "找不到项目“{path}”。它可能已移动或改名；从它现在的位置打开。",
            'There is no project "{path}". It may have been moved or renamed; open it where it lies now.',
        ),
        "project.exists": (
            "“{path}”已经存在。换一个名称，或打开已有的项目。",
            '"{path}" exists already. Choose another name, or open the project that is there.',
        ),
        "project.no_folder": (
            "文件夹“{path}”不存在。先建立它，或换一个位置。",
            'There is no folder "{path}". Make it first, or choose another place.',
        ),
        "project.foreign": (
            "“{path}”不是圈点项目。选择扩展名为 .quandian 的项目文件；报告要导入到项目里。",
            '"{path}" is not a Quandian project. Choose a .quandian file; reports are imported into a project.',
        ),
        "project.newer": (
            "项目“{path}”由较新版本的圈点保存。更新圈点后再打开；文件没有改动。",
            'The project "{path}" was saved by a newer Quandian. Update Quandian to open it; the file is unchanged.',
        ),
        "project.damaged": (
            "项目文件“{path}”已损坏。从备份恢复，并保留原文件以便检查。",
            'The project file "{path}" is damaged. Restore a backup, and keep this file for inspection.',
        ),
        "project.busy": (
            "项目“{path}”正被另一个窗口或程序写入，这次没有保存。稍等片刻再做一次。",
            'Another window or program is writing to "{path}"; this was not saved. Wait a moment and do it again.',
        ),
        "project.moved": (
            "项目文件“{path}”已被移动、改名、删除或替换，这次没有保存。关闭项目，再从它现在的位置打开。",
            '"{path}" was moved, renamed, deleted or replaced; this was not saved. Close it, open it where it is now.',
        ),
        "project.read_only": (
            "项目“{path}”或它的文件夹不能写入。把项目复制到可以写入的文件夹，再打开那一份。",
            'The project "{path}" or its folder cannot be written. Copy it to a folder you can write to and open that.',
        ),
        "project.still": (
            "这个项目是只读打开的，不能改动。要接着做，把它合并到自己的项目，或另存一份。",
            "This project is open for reading only. To work on, merge it into a project of yours.",
        ),
        "project.strange": (
            "“{path}”里有圈点不会写的内容，可能被人动过手脚，没有打开。请与发送的人核对。",
            'There are things in "{path}" that no Quandian writes; it was not opened. Check with whoever sent it.',
        ),
        "project.more_tables": (
            "“{path}”里有不是圈点建的表或视图“{name}”，没有打开。是自己用别的工具加的，删掉它再打开；别人发来的，请与对方核对。",
            '"{path}" has a table or view "{name}" that is not ours; it was not opened. Delete it if you made it.',
        ),
        "project.unsound": (
            "“{path}”里有圈点不会写出的内容（{what}），没有打开。在自己的项目里用“合并”取其中完好的部分，或从备份恢复。",
            '"{path}" holds what no Quandian writes ({what}) and stays closed: merge what is sound, restore a backup.',
        ),
        "project.broken_row": (
            "项目里有读不出的数据，可能被别的程序改过。运行“检查项目”看是哪一处，再从备份恢复。",
            "Something in the project cannot be read; another program changed it. Check the project, restore a backup.",
        ),
        "report.no_source": (
            "报告“{title}”的源文件没有放在这个共享包里。需要时向分享的人要。",
            'The source file of "{title}" was not shared. Ask whoever shared the project for it.',
        ),
        "project.disk_full": (
            "磁盘已满，这次没有保存到“{path}”。腾出空间后再做一次；已保存的内容都在。",
            'The disk is full, so this was not saved to "{path}". Free some space and do it again; saved work is safe.',
        ),
        "project.cannot_open": (
            "无法打开“{path}”。检查文件和文件夹的权限，以及磁盘是否已连接。",
            '"{path}" cannot be opened. Check the permissions of file and folder, and whether the disk is connected.',
        ),
        "project.io": (
            "读写“{path}”时磁盘出错，这次没有保存。检查磁盘或网络连接后再做一次。",
            'The disk failed while reading or writing "{path}"; this was not saved. Check it, then do it again.',
        ),
        "folder.missing": (
            "找不到共享文件夹“{path}”。检查网络盘或同步程序是否已连接；本机的工作照常保存，连上后再同步。",
            'There is no shared folder "{path}". Check the network drive or synchroniser; work stays saved here.',
        ),
        "folder.attached": (
            "项目已接入共享文件夹“{path}”。要换一个，先断开现在的。",
            'The project is attached to "{path}" already. Detach it first to choose another folder.',
        ),
        "folder.not_attached": (
            "项目没有接入共享文件夹。先接入：文件 > 共享文件夹…，或 quandian attach 项目 文件夹。",
            "The project is not attached to a shared folder. Attach it: File > Shared folder…, or quandian attach.",
        ),
        "folder.no_member": (
            "共享文件夹里没有成员“{name}”。现有：{known}。",
            'There is no member "{name}" in the shared folder. There are: {known}.',
        ),
        "folder.detached": ("已断开共享文件夹。", "Left the shared folder."),
        "folder.at": ("共享文件夹  {path}（{name}）", "Shared folder  {path} ({name})"),
        "folder.exchanged": ("写出 {sent} 项改动，并入 {taken} 项。", "{sent} changes written, {taken} taken in."),
        "folder.here": (
            "本机还有 {count} 项改动没有写出；上次同步 {seen}",
            "Changes not yet written from here: {count}; last synchronised {seen}",
        ),
        "folder.member": ("{name}  上次同步 {seen}", "{name}  last synchronised {seen}"),
        "folder.waiting_partial": ("{count} 个文件还没有传完整", "{count} files are not wholly there yet"),
        "folder.waiting_text": ("{count} 个文件在等报告原文", "{count} files wait for the texts of their reports"),
        "folder.waiting_wrong": (
            "{count} 个文件的内容不对，没有并入；请这位成员重新同步",
            "{count} files are not what Quandian writes and were left out; ask this member to synchronise again",
        ),
        "folder.waiting_newer": (
            "{count} 个文件由较新版本的圈点写成，更新圈点后并入",
            "{count} files were written by a newer Quandian; they come in after an update",
        ),
        "folder.removed_by": ("已被 {names} 移出", "removed by {names}"),
        "folder.conflicts": ("{count} 处双方改得不同，等您选择。", "{count} conflicts wait for your choice."),
        "folder.several": (
            "“{path}”里有几个共享项目：{names}。指明要接入哪一个。",
            'There are several shared projects in "{path}": {names}. Say which one.',
        ),
        "folder.inside": (
            "项目文件“{name}”不能放在共享文件夹“{path}”里，同步程序会弄坏它。放到本机的文件夹（如“{home}”），再接入。",
            'The project "{name}" must not lie in the shared folder "{path}". Put it elsewhere, such as in "{home}".',
        ),
        "folder.cannot_write": (
            "无法写入共享文件夹“{path}”。检查写入权限和剩余空间；本机的工作照常保存，恢复后再同步。",
            'The shared folder "{path}" cannot be written. Check permissions and space; work stays saved here.',
        ),
        "folder.cannot_read": (
            "无法读取共享文件夹“{path}”。检查读取权限和网络连接，再同步一次。",
            'The shared folder "{path}" cannot be read. Check permissions and the network, then synchronise again.',
        ),
        "folder.no_project": (
            "“{path}”里没有圈点的共享项目，或文件还没有同步完。等同步程序完成后再试，或换一个文件夹。",
            'No shared project in "{path}", or its files are not all there yet. Wait and try again, or choose another.',
        ),
        "folder.newer": (
            "共享文件夹“{path}”由较新版本的圈点写成。更新圈点后再同步；文件夹没有改动。",
            'The shared folder "{path}" was written by a newer Quandian. Update Quandian, then synchronise.',
        ),
        "report.unknown": (
            "项目里没有报告“{report}”。它可能已被删除；可以撤销删除，或重新导入。",
            'There is no report "{report}" in the project. It may have been deleted; undo that, or import it again.',
        ),
        "annotation.unknown": (
            "标注“{annotation}”已不存在，可能已在另一个窗口删除。",
            'The annotation "{annotation}" is gone; it may have been deleted in another window.',
        ),
        "annotation.empty": (
            "这段范围里没有文字。选定要标注的文字再标注。",
            "There are no words in this range. Choose the words to tag, then tag them.",
        ),
        "annotation.outside": (
            "位置 {start}–{end} 超出了报告（共 {length} 字）。换一段报告里的文字。",
            "Place {start}–{end} lies outside the report ({length} characters). Choose words inside the report.",
        ),
        "annotation.duplicate": (
            "您已经把这段文字标为“{tag}”。",
            'You have tagged these words "{tag}" already.',
        ),
        "tag.unknown": (
            "没有标签“{name}”。现有的标签：{known}。",
            'There is no tag "{name}". The tags are: {known}.',
        ),
        "tag.no_name": ("标签要有名称。填写名称再保存。", "A tag needs a name. Enter one and save again."),
        "tag.name_taken": (
            "已有名为“{name}”的标签。换一个名称。",
            'There is a tag named "{name}" already. Choose another name.',
        ),
        "tag.shortcut_taken": (
            "按键 {shortcut} 已用于标签“{name}”。换一个键。",
            'Key {shortcut} belongs to the tag "{name}". Choose another key.',
        ),
        "tag.built_in": (
            "“{name}”是内置标签，不能删除，名称和自带的字段也不能改；外观、按键可以改，字段可以添加。",
            '"{name}" is built in: it keeps its name and fields and stays; add fields or change its look and key.',
        ),
        "link.unknown": (
            "关联“{link}”已不存在，可能已在另一个窗口删除。",
            'The relation "{link}" is gone; it may have been deleted in another window.',
        ),
        "link.self": (
            "标注不能关联它自己。选另一条标注。",
            "An annotation cannot be related to itself. Choose another one.",
        ),
        "link.duplicate": ("这两条标注已有这种关联。", "These two annotations have this relation already."),
        "suggestion.unknown": (
            "这条建议已不存在：报告重新分析过，或已删除。在“审核”里选另一条。",
            "This suggestion is gone: the report was analysed anew or removed. Choose another one in the queue.",
        ),
        "suggestion.settled": (
            "这条建议已经审过，可能是在另一个窗口。要改就撤销，或直接改标注。",
            "This suggestion has been decided already, perhaps in another window. Undo that, or edit the annotation.",
        ),
        "undo.nothing": ("没有可撤销的操作。", "There is nothing to undo."),
        "redo.nothing": ("没有可重做的操作。", "There is nothing to redo."),
        "check.damage": (
            "文件损坏：{message}。从备份恢复。",
            "The file is damaged: {message}. Restore a backup.",
        ),
        "check.reference": (
            "表 {table} 第 {row} 行引用了 {parent} 里不存在的内容。从备份恢复。",
            "Row {row} of table {table} refers to something missing in {parent}. Restore a backup.",
        ),
        "check.text": (
            "报告“{title}”的原文与导入时不一致。从备份恢复。",
            'The text of report "{title}" is not what was imported. Restore a backup.',
        ),
        "check.source": (
            "报告“{title}”的源文件不在项目里。重新导入源文件。",
            'The source file of report "{title}" is not in the project. Import it again.',
        ),
        "check.quote": (
            "标注 {annotation} 的引文与原文不符。重新选定它的范围。",
            "The quote of annotation {annotation} is not what the text says. Set its range again.",
        ),
        "check.decision": (
            "对建议的决定 {decision} 的引文与原文不符。从备份恢复。",
            "The quote of decision {decision} is not what the text says. Restore a backup.",
        ),
        "check.suggestion": (
            "建议 {suggestion} 与原文不符。重新分析这份报告。",
            "Suggestion {suggestion} is not what the text says. Analyse the report again.",
        ),
        "check.entry": (
            "台账与标注 {annotation} 不一致：修改一次这条标注即可改正，或把项目文件发给我们。",
            "The ledger does not agree with annotation {annotation}: editing it once mends that, or send us the file.",
        ),
        "check.unreadable": (
            "表 {table} 的 {row} 读不出来，可能被别的程序改过。从备份恢复。",
            "{row} in table {table} cannot be read; another program may have changed it. Restore a backup.",
        ),
        "check.log": (
            "表 {table} 的 {row} 与变更记录不符：它被圈点以外的程序改过。从备份恢复。",
            "{row} in table {table} is not what the change log says: another program changed it. Restore a backup.",
        ),
    }
)

sentences.register_labels(
    {
        "start": ("新建项目", "New project"),
        "import": ("导入《{0}》", 'Import "{0}"'),
        "import_many": ("导入 {0} 份报告", "Import {0} reports"),
        "edit_report": ("修改报告信息", "Edit report details"),
        "delete_reports": ("删除 {0} 份报告", "Delete {0} reports"),
        "delete_report": ("删除报告《{0}》", 'Delete report "{0}"'),
        "annotate": ("标注{0}", "Tag {0}"),
        "annotate_many": ("标注 {0} 处", "Tag {0} passages"),
        "retag": ("改标为{0}", "Change tag to {0}"),
        "move": ("调整范围", "Adjust range"),
        "edit_fields": ("修改字段", "Edit fields"),
        "note": ("修改备注", "Edit note"),
        "status": ("修改核对状态", "Change status"),
        "delete": ("删除{0}", "Delete {0}"),
        "delete_many": ("删除 {0} 条标注", "Delete {0} annotations"),
        "link": ("建立关联", "Add relation"),
        "edit_link": ("修改关联", "Edit relation"),
        "unlink": ("取消关联", "Delete relation"),
        "accept": ("接受建议：{0}", "Accept suggestion: {0}"),
        "accept_many": ("接受 {0} 条建议", "Accept {0} suggestions"),
        "correct": ("把建议改为{0}", "Accept as {0}"),
        "reject": ("拒绝建议：{0}", "Reject suggestion: {0}"),
        "reject_many": ("拒绝 {0} 条建议", "Reject {0} suggestions"),
        "add_tag": ("新建标签“{0}”", 'New tag "{0}"'),
        "edit_tag": ("修改标签“{0}”", 'Edit tag "{0}"'),
        "remove_tag": ("删除标签“{0}”", 'Delete tag "{0}"'),
        "setting": ("修改项目设置", "Change project settings"),
        "shared": ("并入共享文件夹的改动", "Take in changes of the shared folder"),
        "undo": ("撤销", "Undo"),
        "redo": ("重做", "Redo"),
    }
)
