<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>关于圈点</source>
        <translation>About Quandian</translation>
    </message>
    <message>
        <source>版本 {0} · {1}</source>
        <translation>Version {0} · {1}</translation>
    </message>
    <message>
        <source>在工作报告上圈出目标、成效和指标，每一条都回得到原文，汇成简报。全部内容留在本机，不联网。圈点以 Apache-2.0 许可发布，下面是它和所用部件的许可全文。</source>
        <translation>Marks goals, achievements and metrics in work reports and turns them into a briefing in which every item leads back to its source. Everything stays on this computer; nothing goes online. Quandian is released under Apache-2.0; below are its licence and those of the parts it uses.</translation>
    </message>
    <message>
        <source>许可</source>
        <translation>Licences</translation>
    </message>
    <message>
        <source>许可全文</source>
        <translation>Licence text</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>文件(&amp;F)</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>编辑(&amp;E)</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>查看(&amp;V)</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>标注(&amp;A)</source>
        <translation>&amp;Annotate</translation>
    </message>
    <message>
        <source>帮助(&amp;H)</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>最近的项目</source>
        <translation>Recent projects</translation>
    </message>
    <message>
        <source>主题</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>吸附</source>
        <translation>Snap</translation>
    </message>
    <message>
        <source>核对状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>新建项目…</source>
        <translation>New project…</translation>
    </message>
    <message>
        <source>打开项目…</source>
        <translation>Open project…</translation>
    </message>
    <message>
        <source>打开示例项目</source>
        <translation>Open the sample project</translation>
    </message>
    <message>
        <source>导入报告…</source>
        <translation>Import reports…</translation>
    </message>
    <message>
        <source>从剪贴板导入文字</source>
        <translation>Import text from clipboard</translation>
    </message>
    <message>
        <source>导出简报…</source>
        <translation>Export briefing…</translation>
    </message>
    <message>
        <source>报告信息…</source>
        <translation>Report details…</translation>
    </message>
    <message>
        <source>标为已完成</source>
        <translation>Mark as done</translation>
    </message>
    <message>
        <source>立即备份</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>从备份恢复…</source>
        <translation>Restore a backup…</translation>
    </message>
    <message>
        <source>检查项目</source>
        <translation>Check project</translation>
    </message>
    <message>
        <source>打开项目所在文件夹</source>
        <translation>Open project folder</translation>
    </message>
    <message>
        <source>关闭项目</source>
        <translation>Close project</translation>
    </message>
    <message>
        <source>偏好设置…</source>
        <translation>Preferences…</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>复制并注明出处</source>
        <translation>Copy with source</translation>
    </message>
    <message>
        <source>在本报告中查找</source>
        <translation>Find in this report</translation>
    </message>
    <message>
        <source>查找下一处</source>
        <translation>Find next</translation>
    </message>
    <message>
        <source>查找上一处</source>
        <translation>Find previous</translation>
    </message>
    <message>
        <source>在全部报告中查找</source>
        <translation>Find in all reports</translation>
    </message>
    <message>
        <source>搜索与命令…</source>
        <translation>Search and commands…</translation>
    </message>
    <message>
        <source>后退</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>前进</source>
        <translation>Forward</translation>
    </message>
    <message>
        <source>下一窗格</source>
        <translation>Next pane</translation>
    </message>
    <message>
        <source>上一窗格</source>
        <translation>Previous pane</translation>
    </message>
    <message>
        <source>左侧报告栏</source>
        <translation>Reports panel</translation>
    </message>
    <message>
        <source>右侧标注栏</source>
        <translation>Annotations panel</translation>
    </message>
    <message>
        <source>聚光</source>
        <translation>Spotlight</translation>
    </message>
    <message>
        <source>放大文字</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>缩小文字</source>
        <translation>Smaller text</translation>
    </message>
    <message>
        <source>恢复文字大小</source>
        <translation>Reset text size</translation>
    </message>
    <message>
        <source>增大行距</source>
        <translation>Wider line spacing</translation>
    </message>
    <message>
        <source>减小行距</source>
        <translation>Narrower line spacing</translation>
    </message>
    <message>
        <source>正文用宋体</source>
        <translation>Serif text</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>护眼</source>
        <translation>Sepia</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>Same as system</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>选择标签…</source>
        <translation>Choose tag…</translation>
    </message>
    <message>
        <source>重复上一个标签</source>
        <translation>Repeat last tag</translation>
    </message>
    <message>
        <source>下一个标注</source>
        <translation>Next annotation</translation>
    </message>
    <message>
        <source>上一个标注</source>
        <translation>Previous annotation</translation>
    </message>
    <message>
        <source>光标处下一层标注</source>
        <translation>Next stacked at caret</translation>
    </message>
    <message>
        <source>起点外移</source>
        <translation>Move start out</translation>
    </message>
    <message>
        <source>终点外移</source>
        <translation>Move end out</translation>
    </message>
    <message>
        <source>起点内移</source>
        <translation>Move start in</translation>
    </message>
    <message>
        <source>终点内移</source>
        <translation>Move end in</translation>
    </message>
    <message>
        <source>写备注</source>
        <translation>Write note</translation>
    </message>
    <message>
        <source>建立关联…</source>
        <translation>Add relation…</translation>
    </message>
    <message>
        <source>编辑标注字段</source>
        <translation>Edit annotation fields</translation>
    </message>
    <message>
        <source>待核</source>
        <translation>To check</translation>
    </message>
    <message>
        <source>已核</source>
        <translation>Checked</translation>
    </message>
    <message>
        <source>存疑</source>
        <translation>Doubtful</translation>
    </message>
    <message>
        <source>删除标注</source>
        <translation>Delete annotation</translation>
    </message>
    <message>
        <source>吸附到分句</source>
        <translation>Snap to clauses</translation>
    </message>
    <message>
        <source>吸附到词</source>
        <translation>Snap to words</translation>
    </message>
    <message>
        <source>吸附到字</source>
        <translation>Snap to characters</translation>
    </message>
    <message>
        <source>标签管理…</source>
        <translation>Codebook…</translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>五分钟入门</source>
        <translation>Five-minute tour</translation>
    </message>
    <message>
        <source>打开日志文件夹</source>
        <translation>Open log folder</translation>
    </message>
    <message>
        <source>关于圈点</source>
        <translation>About Quandian</translation>
    </message>
    <message>
        <source>删除这份报告</source>
        <translation>Delete this report</translation>
    </message>
    <message>
        <source>审核(&amp;R)</source>
        <translation>&amp;Review</translation>
    </message>
    <message>
        <source>阅读</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>审核</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>显示建议</source>
        <translation>Show suggestions</translation>
    </message>
    <message>
        <source>接受建议</source>
        <translation>Accept suggestion</translation>
    </message>
    <message>
        <source>拒绝建议</source>
        <translation>Reject suggestion</translation>
    </message>
    <message>
        <source>跳过建议</source>
        <translation>Skip suggestion</translation>
    </message>
    <message>
        <source>接受并改为</source>
        <translation>Accept as</translation>
    </message>
    <message>
        <source>改建议的范围</source>
        <translation>Adjust range of suggestion</translation>
    </message>
    <message>
        <source>建议起点外移</source>
        <translation>Suggestion: start out</translation>
    </message>
    <message>
        <source>建议终点外移</source>
        <translation>Suggestion: end out</translation>
    </message>
    <message>
        <source>建议起点内移</source>
        <translation>Suggestion: start in</translation>
    </message>
    <message>
        <source>建议终点内移</source>
        <translation>Suggestion: end in</translation>
    </message>
    <message>
        <source>下一条建议</source>
        <translation>Next suggestion</translation>
    </message>
    <message>
        <source>上一条建议</source>
        <translation>Previous suggestion</translation>
    </message>
    <message>
        <source>看原文</source>
        <translation>Show source</translation>
    </message>
    <message>
        <source>接受同类建议…</source>
        <translation>Accept similar suggestions…</translation>
    </message>
    <message>
        <source>接受列出的全部建议…</source>
        <translation>Accept all listed suggestions…</translation>
    </message>
    <message>
        <source>拒绝列出的全部建议…</source>
        <translation>Reject all listed suggestions…</translation>
    </message>
    <message>
        <source>按报告和位置审</source>
        <translation>Review by report and place</translation>
    </message>
    <message>
        <source>先审最没把握的</source>
        <translation>Review least certain first</translation>
    </message>
    <message>
        <source>重新分析</source>
        <translation>Analyse again</translation>
    </message>
    <message>
        <source>台账(&amp;L)</source>
        <translation>&amp;Ledger</translation>
    </message>
    <message>
        <source>台账</source>
        <translation>Ledger</translation>
    </message>
    <message>
        <source>看这一行的原文</source>
        <translation>Show source of row</translation>
    </message>
    <message>
        <source>改这一格</source>
        <translation>Edit cell</translation>
    </message>
    <message>
        <source>复制为表格</source>
        <translation>Copy as table</translation>
    </message>
    <message>
        <source>筛选台账</source>
        <translation>Filter the ledger</translation>
    </message>
    <message>
        <source>清除台账的筛选</source>
        <translation>Clear ledger filters</translation>
    </message>
    <message>
        <source>只看明细</source>
        <translation>Details only</translation>
    </message>
    <message>
        <source>只看矩阵</source>
        <translation>Matrix only</translation>
    </message>
    <message>
        <source>明细、图与矩阵</source>
        <translation>Details, chart and matrix</translation>
    </message>
    <message>
        <source>说法不一的指标…</source>
        <translation>Metrics stated differently…</translation>
    </message>
    <message>
        <source>合并指标名…</source>
        <translation>Merge indicators…</translation>
    </message>
    <message>
        <source>导出 Excel 或 CSV…</source>
        <translation>Export to Excel or CSV…</translation>
    </message>
    <message>
        <source>复制图表</source>
        <translation>Copy chart</translation>
    </message>
    <message>
        <source>导入报告并选择编码…</source>
        <translation>Import and choose encoding…</translation>
    </message>
    <message>
        <source>加入简报…</source>
        <translation>Add to briefing…</translation>
    </message>
    <message>
        <source>图表加入简报…</source>
        <translation>Add chart to briefing…</translation>
    </message>
    <message>
        <source>加入简报</source>
        <translation>Add to briefing</translation>
    </message>
    <message>
        <source>新建简报…</source>
        <translation>New briefing…</translation>
    </message>
    <message>
        <source>复制这份简报</source>
        <translation>Duplicate this briefing</translation>
    </message>
    <message>
        <source>改简报的标题</source>
        <translation>Rename the briefing</translation>
    </message>
    <message>
        <source>删除这份简报</source>
        <translation>Remove this briefing</translation>
    </message>
    <message>
        <source>收入或不收入</source>
        <translation>Take in or leave out</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>改章节标题</source>
        <translation>Rename the section</translation>
    </message>
    <message>
        <source>写引言</source>
        <translation>Write an introduction</translation>
    </message>
    <message>
        <source>写结语</source>
        <translation>Write closing words</translation>
    </message>
    <message>
        <source>还原生成的文字</source>
        <translation>Back to generated words</translation>
    </message>
    <message>
        <source>加自己的一节</source>
        <translation>Add a section of my own</translation>
    </message>
    <message>
        <source>加图表…</source>
        <translation>Add a chart…</translation>
    </message>
    <message>
        <source>移出简报</source>
        <translation>Take out</translation>
    </message>
    <message>
        <source>看出处的原文</source>
        <translation>Show the source</translation>
    </message>
    <message>
        <source>用台账的筛选作范围</source>
        <translation>Take the ledger&apos;s filter as scope</translation>
    </message>
    <message>
        <source>没有位置的手写文字…</source>
        <translation>Words without a place…</translation>
    </message>
    <message>
        <source>重新生成</source>
        <translation>Regenerate</translation>
    </message>
    <message>
        <source>导出 Word…</source>
        <translation>Export to Word…</translation>
    </message>
    <message>
        <source>导出 PDF…</source>
        <translation>Export to PDF…</translation>
    </message>
    <message>
        <source>导出网页…</source>
        <translation>Export to HTML…</translation>
    </message>
    <message>
        <source>导出 Markdown…</source>
        <translation>Export to Markdown…</translation>
    </message>
    <message>
        <source>打印预览…</source>
        <translation>Print preview…</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>简报(&amp;B)</source>
        <translation>&amp;Briefing</translation>
    </message>
    <message>
        <source>简报</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>分享…</source>
        <translation>Share…</translation>
    </message>
    <message>
        <source>简报模板…</source>
        <translation>Briefing templates…</translation>
    </message>
    <message>
        <source>合并同事的项目…</source>
        <translation>Merge a colleague&apos;s project…</translation>
    </message>
    <message>
        <source>处理待定的冲突…</source>
        <translation>Settle waiting conflicts…</translation>
    </message>
    <message>
        <source>合并预览</source>
        <translation>Merge preview</translation>
    </message>
    <message>
        <source>用我的</source>
        <translation>Use mine</translation>
    </message>
    <message>
        <source>用对方的</source>
        <translation>Use theirs</translation>
    </message>
    <message>
        <source>上一个字段</source>
        <translation>Previous field</translation>
    </message>
    <message>
        <source>下一个字段</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>下一处待定</source>
        <translation>Next undecided</translation>
    </message>
    <message>
        <source>看冲突处的原文</source>
        <translation>Show the source of the conflict</translation>
    </message>
    <message>
        <source>并入或不并入</source>
        <translation>Take in or leave out</translation>
    </message>
    <message>
        <source>都用我的</source>
        <translation>Take all mine</translation>
    </message>
    <message>
        <source>都用对方的</source>
        <translation>Take all theirs</translation>
    </message>
    <message>
        <source>都用较新的</source>
        <translation>Take all newer</translation>
    </message>
    <message>
        <source>合并选中的内容</source>
        <translation>Merge what is chosen</translation>
    </message>
    <message>
        <source>共享文件夹…</source>
        <translation>Shared folder…</translation>
    </message>
    <message>
        <source>立即同步</source>
        <translation>Synchronise now</translation>
    </message>
    <message>
        <source>从共享文件夹加入…</source>
        <translation>Join from a shared folder…</translation>
    </message>
    <message>
        <source>项目历史…</source>
        <translation>Project history…</translation>
    </message>
    <message>
        <source>已存的视图</source>
        <translation>Saved views</translation>
    </message>
    <message>
        <source>存为视图…</source>
        <translation>Save view…</translation>
    </message>
    <message>
        <source>以只读方式打开…</source>
        <translation>Open for Reading Only…</translation>
    </message>
    <message>
        <source>导出原文和批注…</source>
        <translation>Export Text with Comments…</translation>
    </message>
    <message>
        <source>导出所收报告的原文和批注…</source>
        <translation>Export Texts of the Briefing&apos;s Reports with Comments…</translation>
    </message>
    <message>
        <source>停止正在进行的工作</source>
        <translation>Stop What Is Running</translation>
    </message>
    <message>
        <source>按当前列排序</source>
        <translation>Sort by the current column</translation>
    </message>
    <message>
        <source>当前列的菜单…</source>
        <translation>Menu of the current column…</translation>
    </message>
</context>
<context>
    <name>Ago</name>
    <message>
        <source>刚刚</source>
        <translation>just now</translation>
    </message>
    <message>
        <source>{0} 分钟前</source>
        <translation>{0} min ago</translation>
    </message>
    <message>
        <source>{0} 小时前</source>
        <translation>{0} h ago</translation>
    </message>
    <message>
        <source>{0} 天前</source>
        <translation>{0} d ago</translation>
    </message>
</context>
<context>
    <name>AnnotationList</name>
    <message>
        <source>按文字筛选</source>
        <translation>Filter by text</translation>
    </message>
    <message>
        <source>筛选原文、备注、字段</source>
        <translation>Filter text, notes, fields</translation>
    </message>
    <message>
        <source>筛选标注</source>
        <translation>Filter annotations</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Annotations</translation>
    </message>
    <message>
        <source>还没有标注</source>
        <translation>No annotations yet</translation>
    </message>
    <message>
        <source>选中文字后按 1、2、3</source>
        <translation>Select words, then press 1, 2 or 3</translation>
    </message>
    <message>
        <source>看示例</source>
        <translation>See the sample</translation>
    </message>
    <message>
        <source>没有符合的标注</source>
        <translation>No matching annotations</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear filter</translation>
    </message>
    <message>
        <source>点按可隐去或显示“{0}”</source>
        <translation>Click to hide or show &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>先在左边打开一份报告</source>
        <translation>Open a report on the left first</translation>
    </message>
    <message>
        <source>改为</source>
        <translation>Change to</translation>
    </message>
    <message>
        <source>核对状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>建立关联…</source>
        <translation>Add relation…</translation>
    </message>
    <message>
        <source>编辑字段</source>
        <translation>Edit fields</translation>
    </message>
    <message>
        <source>复制原文</source>
        <translation>Copy text</translation>
    </message>
    <message>
        <source>删除标注</source>
        <translation>Delete annotation</translation>
    </message>
    <message>
        <source>删除 {0} 条标注</source>
        <translation>Delete {0} annotations</translation>
    </message>
    <message numerus="yes">
        <source>已删除 {0} 条标注</source>
        <translation>
            <numerusform>Deleted {0} annotation</numerusform>
            <numerusform>Deleted {0} annotations</numerusform>
        </translation>
    </message>
    <message>
        <source>只读打开，不能添加</source>
        <translation>Open for reading only; nothing can be added</translation>
    </message>
</context>
<context>
    <name>AnnotationRows</name>
    <message>
        <source>本报告</source>
        <translation>This report</translation>
    </message>
</context>
<context>
    <name>AnnotationsPanel</name>
    <message>
        <source>标注</source>
        <translation>Annotations</translation>
    </message>
    <message>
        <source>大纲</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>历史</source>
        <translation>History</translation>
    </message>
</context>
<context>
    <name>Apart</name>
    <message>
        <source>排列矩阵</source>
        <translation>Arranging the matrix</translation>
    </message>
    <message>
        <source>分组合计</source>
        <translation>Adding up the groups</translation>
    </message>
</context>
<context>
    <name>AttachDialog</name>
    <message>
        <source>接入共享文件夹</source>
        <translation>Attach to a shared folder</translation>
    </message>
    <message>
        <source>接入大家都能打开的文件夹（网络盘或同步文件夹）后，各人的标注自动交换；没有网络时照常工作，连上再补。</source>
        <translation>In a folder that all can open (a network drive or a synchronised folder) everybody’s annotations are exchanged by themselves; offline, work goes on and catches up later.</translation>
    </message>
    <message>
        <source>每人只往里写自己的改动；项目文件留在本机，不要放进去。</source>
        <translation>Each member writes only their own changes there; the project file stays on this computer, outside the folder.</translation>
    </message>
    <message>
        <source>接入</source>
        <translation>Attach</translation>
    </message>
    <message>
        <source>两个项目的报告、标签和标注会合到一起。</source>
        <translation>Reports, tags and annotations of both projects will come together.</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>恢复备份</source>
        <translation>Restore a backup</translation>
    </message>
    <message>
        <source>项目</source>
        <translation>Project</translation>
    </message>
    <message>
        <source>{0}（{1}）</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Backups</translation>
    </message>
    <message>
        <source>恢复到原位置，替换现在的项目（现在的文件改名保留在旁边）</source>
        <translation>Restore in place of the present project (its file is renamed and kept beside it)</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>立即备份</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>这个项目还没有备份。打开有改动的项目时每天自动备份一次，也可以随时立即备份。</source>
        <translation>This project has no backup yet. A changed project is backed up once a day when it is opened; you can also back up at any time.</translation>
    </message>
    <message>
        <source>还没有打开过项目，也就没有备份。</source>
        <translation>No project has been opened yet, so there are no backups.</translation>
    </message>
    <message>
        <source>备份之后的改动不在备份里。</source>
        <translation>What changed after the backup is not in it.</translation>
    </message>
    <message>
        <source>恢复成旁边的一个新文件，现在的项目不动。</source>
        <translation>Restores to a new file beside the project; the present project stays as it is.</translation>
    </message>
    <message>
        <source>{0}（{1} 的备份）</source>
        <translation>{0} (backup of {1})</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Briefing</name>
    <message>
        <source>工作简报</source>
        <translation>Work briefing</translation>
    </message>
    <message>
        <source>一份报告的目标、成效和指标，按标签和原文标题分节</source>
        <translation>Goals, achievements and metrics of one report, by tag and heading</translation>
    </message>
    <message>
        <source>对比分析</source>
        <translation>Comparison</translation>
    </message>
    <message>
        <source>几份报告并列：共有的指标、说法不一的数字、各自的目标</source>
        <translation>Several reports side by side: shared indicators, figures that differ, goals</translation>
    </message>
    <message>
        <source>督查清单</source>
        <translation>Checklist of goals</translation>
    </message>
    <message>
        <source>每条目标一行：责任单位、时限、进展</source>
        <translation>A line for each goal: responsible body, deadline, progress</translation>
    </message>
    <message>
        <source>指标台账</source>
        <translation>Metrics</translation>
    </message>
    <message>
        <source>全部指标列成表，可按报告、指标、年份分组</source>
        <translation>All metrics as tables, by report, indicator or year</translation>
    </message>
    <message>
        <source>摘编</source>
        <translation>Excerpts</translation>
    </message>
    <message>
        <source>只有原文和出处，不加别的话</source>
        <translation>Only the words of the reports and where they stand</translation>
    </message>
    <message>
        <source>按种类自动</source>
        <translation>As the kind has it</translation>
    </message>
    <message>
        <source>不分组</source>
        <translation>Not grouped</translation>
    </message>
    <message>
        <source>按原文标题</source>
        <translation>By the report&apos;s headings</translation>
    </message>
    <message>
        <source>按报告</source>
        <translation>By report</translation>
    </message>
    <message>
        <source>按标签</source>
        <translation>By tag</translation>
    </message>
    <message>
        <source>按责任单位</source>
        <translation>By responsible body</translation>
    </message>
    <message>
        <source>按时限</source>
        <translation>By deadline</translation>
    </message>
    <message>
        <source>按兑现情况</source>
        <translation>By outcome</translation>
    </message>
    <message>
        <source>按指标名</source>
        <translation>By indicator</translation>
    </message>
    <message>
        <source>按年份</source>
        <translation>By year</translation>
    </message>
    <message>
        <source>按发文单位</source>
        <translation>By issuer</translation>
    </message>
    <message>
        <source>柱形图</source>
        <translation>Bars</translation>
    </message>
    <message>
        <source>折线图</source>
        <translation>Lines</translation>
    </message>
    <message>
        <source>条形图</source>
        <translation>Lying bars</translation>
    </message>
    <message>
        <source>不分</source>
        <translation>none</translation>
    </message>
    <message>
        <source>按核对状态</source>
        <translation>By status</translation>
    </message>
</context>
<context>
    <name>BriefingBar</name>
    <message>
        <source>新建简报</source>
        <translation>New briefing</translation>
    </message>
    <message>
        <source>重新生成</source>
        <translation>Regenerate</translation>
    </message>
    <message>
        <source>简报：{0}</source>
        <translation>Briefing: {0}</translation>
    </message>
</context>
<context>
    <name>BriefingCommands</name>
    <message>
        <source>简报由标注生成，改标注即改简报</source>
        <translation>Made from the annotations: change them and it changes</translation>
    </message>
    <message>
        <source>约 {0} 字，{1} 页</source>
        <translation>About {0} characters, pages: {1}</translation>
    </message>
    <message>
        <source>{0} 副本</source>
        <translation>{0} (copy)</translation>
    </message>
    <message>
        <source>{0}（{1}）</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>已删除简报“{0}”</source>
        <translation>Removed the briefing &quot;{0}&quot;</translation>
    </message>
    <message numerus="yes">
        <source>已按现在的标注重新生成，{0} 段手写文字照旧</source>
        <translation>
            <numerusform>Made anew; {0} text written by hand is kept</numerusform>
            <numerusform>Made anew; {0} texts written by hand are kept</numerusform>
        </translation>
    </message>
    <message>
        <source>已按现在的标注重新生成</source>
        <translation>Made anew from the annotations as they are</translation>
    </message>
    <message>
        <source>新的一节</source>
        <translation>New section</translation>
    </message>
    <message>
        <source>已把台账的筛选用作范围</source>
        <translation>The ledger&apos;s filter is the scope now</translation>
    </message>
    <message>
        <source>已移出简报，标注还在</source>
        <translation>Taken out of the briefing; the annotation stays</translation>
    </message>
    <message>
        <source>先点一条引文，再看原文</source>
        <translation>Click a quotation first, then show its source</translation>
    </message>
    <message>
        <source>按 Alt+← 回到简报</source>
        <translation>Alt+← leads back to the briefing</translation>
    </message>
    <message>
        <source>已在简报“{0}”里</source>
        <translation>Already in the briefing &quot;{0}&quot;</translation>
    </message>
    <message numerus="yes">
        <source>已新建简报“{0}”，收入 {1} 条</source>
        <translation>
            <numerusform>New briefing &quot;{0}&quot; with {1} annotation</numerusform>
            <numerusform>New briefing &quot;{0}&quot; with {1} annotations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已把 {0} 条加入简报“{1}”</source>
        <translation>
            <numerusform>Added {0} annotation to the briefing &quot;{1}&quot;</numerusform>
            <numerusform>Added {0} annotations to the briefing &quot;{1}&quot;</numerusform>
        </translation>
    </message>
    <message>
        <source>加入“{0}”</source>
        <translation>Add to &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>加入新的摘编</source>
        <translation>Add to new excerpts</translation>
    </message>
</context>
<context>
    <name>BriefingDialogs</name>
    <message>
        <source>手写的文字都有位置</source>
        <translation>All words written by hand have a place</translation>
    </message>
    <message>
        <source>这里没有手写的文字</source>
        <translation>Nothing is written by hand here</translation>
    </message>
    <message>
        <source>手写的文字与生成的相符</source>
        <translation>The words written by hand agree with what is generated</translation>
    </message>
    <message>
        <source>换成了新生成的文字</source>
        <translation>Replaced by the newly generated words</translation>
    </message>
</context>
<context>
    <name>BriefingFiles</name>
    <message>
        <source>Word 文档 (*.docx)</source>
        <translation>Word document (*.docx)</translation>
    </message>
    <message>
        <source>PDF 文档 (*.pdf)</source>
        <translation>PDF document (*.pdf)</translation>
    </message>
    <message>
        <source>网页 (*.html)</source>
        <translation>Web page (*.html)</translation>
    </message>
    <message>
        <source>Markdown 文本 (*.md)</source>
        <translation>Markdown text (*.md)</translation>
    </message>
    <message>
        <source>导出简报</source>
        <translation>Export the briefing</translation>
    </message>
    <message>
        <source>已导出“{0}”，存在 {1}</source>
        <translation>Exported &quot;{0}&quot; to {1}</translation>
    </message>
    <message>
        <source>已导出“{0}”</source>
        <translation>Exported &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>打印简报</source>
        <translation>Print the briefing</translation>
    </message>
    <message>
        <source>打印预览</source>
        <translation>Print preview</translation>
    </message>
    <message>
        <source>填写模板</source>
        <translation>Fill in the template</translation>
    </message>
</context>
<context>
    <name>BriefingPage</name>
    <message>
        <source>还没有简报</source>
        <translation>No briefing yet</translation>
    </message>
    <message>
        <source>从标注生成一份可以交出的公文：选种类，看预览，导出 Word</source>
        <translation>A document ready to hand in, made from annotations: choose a kind, look, export</translation>
    </message>
    <message>
        <source>新建简报…</source>
        <translation>New briefing…</translation>
    </message>
    <message>
        <source>改范围</source>
        <translation>Change the scope</translation>
    </message>
    <message>
        <source>这份简报没有可用的报告</source>
        <translation>No report is left for this briefing</translation>
    </message>
    <message>
        <source>正在排版…</source>
        <translation>Laying out the pages…</translation>
    </message>
</context>
<context>
    <name>CardDelegate</name>
    <message>
        <source>看原文</source>
        <translation>Show source</translation>
    </message>
    <message>
        <source>字段</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>原值</source>
        <translation>Original value</translation>
    </message>
    <message>
        <source>我的 · {0}</source>
        <translation>Mine · {0}</translation>
    </message>
    <message>
        <source>对方 · {0}</source>
        <translation>Theirs · {0}</translation>
    </message>
    <message>
        <source>待定</source>
        <translation>Undecided</translation>
    </message>
</context>
<context>
    <name>CardPresenter</name>
    <message>
        <source>看原文 O</source>
        <translation>Show source O</translation>
    </message>
    <message>
        <source>移出简报</source>
        <translation>Take out</translation>
    </message>
    <message>
        <source>写引言</source>
        <translation>Write an introduction</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>《{0}》{1}</source>
        <translation>&quot;{0}&quot; {1}</translation>
    </message>
    <message>
        <source>改写</source>
        <translation>Rewrite</translation>
    </message>
    <message>
        <source>还原生成的文字</source>
        <translation>Back to generated words</translation>
    </message>
    <message>
        <source>手写的文字</source>
        <translation>Written by hand</translation>
    </message>
    <message>
        <source>生成的文字</source>
        <translation>Generated words</translation>
    </message>
    <message>
        <source>重新生成时保留</source>
        <translation>Kept when the briefing is made again</translation>
    </message>
    <message>
        <source>随标注更新；改写后保留你的文字</source>
        <translation>Follows the annotations; what you write is kept</translation>
    </message>
    <message>
        <source>写正文</source>
        <translation>Write the text</translation>
    </message>
    <message>
        <source>写结语</source>
        <translation>Write closing words</translation>
    </message>
    <message>
        <source>改标题</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>对照新的</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>数字已变：{0}</source>
        <translation>Figures changed: {0}</translation>
    </message>
    <message>
        <source>生成的文字已变</source>
        <translation>Generated words have changed</translation>
    </message>
</context>
<context>
    <name>CardRows</name>
    <message>
        <source>待定</source>
        <translation>Undecided</translation>
    </message>
    <message>
        <source>用我的</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>用对方的</source>
        <translation>Theirs</translation>
    </message>
    <message>
        <source>不并入</source>
        <translation>Left out</translation>
    </message>
    <message>
        <source>已定</source>
        <translation>Decided</translation>
    </message>
    <message>
        <source>用较新的</source>
        <translation>Newer</translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>需要选择</source>
        <translation>To choose</translation>
    </message>
</context>
<context>
    <name>CellEditing</name>
    <message>
        <source>“{0}”是做这条标注的人，不能改</source>
        <translation>&quot;{0}&quot; is who made the mark; it cannot be changed</translation>
    </message>
    <message>
        <source>“{0}”由指标所在的目标或成效、所说的时期得出：改时期，或在阅读页改关联</source>
        <translation>&quot;{0}&quot; follows from the goal or achievement the metric stands in and from its period: change the period, or the relation on the reading page</translation>
    </message>
    <message>
        <source>这一行的年份出自它自己的时期或时限：改那一列</source>
        <translation>The year of this row comes from its own period or deadline: change that column</translation>
    </message>
    <message>
        <source>原文和标签在阅读页改：按 Enter 看原文</source>
        <translation>Passage and tag are changed on the reading page: Enter shows the source</translation>
    </message>
    <message>
        <source>“{0}”没有“{1}”这一栏</source>
        <translation>&quot;{0}&quot; has no field &quot;{1}&quot;</translation>
    </message>
    <message>
        <source>2022-06-30</source>
        <translation>2022-06-30</translation>
    </message>
    <message>
        <source>300 或 2.5</source>
        <translation>300 or 2.5</translation>
    </message>
    <message>
        <source>60亿元、≥300、30—50 或 已脱敏</source>
        <translation>60亿元, ≥300, 30—50 or 已脱敏</translation>
    </message>
    <message>
        <source>2021 或 2021-2023</source>
        <translation>2021 or 2021-2023</translation>
    </message>
    <message numerus="yes">
        <source>改的是整份报告的“{0}”：它的 {1} 条标注都随之改变</source>
        <translation>
            <numerusform>&quot;{0}&quot; of the whole report was changed: its {1} mark shows it</numerusform>
            <numerusform>&quot;{0}&quot; of the whole report was changed: all of its {1} marks show it</numerusform>
        </translation>
    </message>
    <message>
        <source>没有改：“{0}”读不懂。写成 {1} 这样。</source>
        <translation>Not changed: &quot;{0}&quot; cannot be read. Write it like {1}.</translation>
    </message>
</context>
<context>
    <name>CellEditor</name>
    <message>
        <source>否</source>
        <translation>no</translation>
    </message>
    <message>
        <source>是</source>
        <translation>yes</translation>
    </message>
</context>
<context>
    <name>ChartDialog</name>
    <message>
        <source>加图表</source>
        <translation>Add a chart</translation>
    </message>
    <message>
        <source>改图表</source>
        <translation>Change the chart</translation>
    </message>
    <message>
        <source>图形</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>横轴</source>
        <translation>Axis</translation>
    </message>
    <message>
        <source>加入</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>标注数量</source>
        <translation>Number of annotations</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Shows</translation>
    </message>
    <message>
        <source>分色</source>
        <translation>Parts</translation>
    </message>
    <message>
        <source>自动</source>
        <translation>automatic</translation>
    </message>
    <message>
        <source>图题</source>
        <translation>Caption</translation>
    </message>
</context>
<context>
    <name>ChartPane</name>
    <message>
        <source>选择图表</source>
        <translation>Choose chart</translation>
    </message>
    <message>
        <source>复制或保存图表</source>
        <translation>Copy or save the chart</translation>
    </message>
    <message>
        <source>复制图表</source>
        <translation>Copy chart</translation>
    </message>
    <message>
        <source>另存为 PNG…</source>
        <translation>Save as PNG…</translation>
    </message>
    <message>
        <source>另存为 SVG…</source>
        <translation>Save as SVG…</translation>
    </message>
    <message>
        <source>已复制图表</source>
        <translation>Chart copied</translation>
    </message>
    <message>
        <source>保存图表</source>
        <translation>Save chart</translation>
    </message>
    <message>
        <source>SVG 图形 (*.svg)</source>
        <translation>SVG graphics (*.svg)</translation>
    </message>
    <message>
        <source>PNG 图片 (*.png)</source>
        <translation>PNG pictures (*.png)</translation>
    </message>
    <message>
        <source>已保存“{0}”</source>
        <translation>Saved &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>加入简报…</source>
        <translation>Add to briefing…</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>{count} 条引文与原文一致</source>
        <translation>Quotations agree: {count}</translation>
    </message>
    <message>
        <source>逐字核对通过</source>
        <translation>Compared letter by letter</translation>
    </message>
    <message>
        <source>{count} 条引文与原文不一致</source>
        <translation>Quotations differ: {count}</translation>
    </message>
    <message>
        <source>打开它们，重新选定范围</source>
        <translation>Open them and choose their words anew</translation>
    </message>
    <message>
        <source>{count} 处数值已脱敏</source>
        <translation>Masked figures: {count}</translation>
    </message>
    <message>
        <source>表中写作“已脱敏”</source>
        <translation>The briefing says &quot;masked&quot;</translation>
    </message>
    <message>
        <source>{count} 条目标未找到结果</source>
        <translation>Goals without a result: {count}</translation>
    </message>
    <message>
        <source>可用“建立关联”连到成效</source>
        <translation>Relate them to achievements</translation>
    </message>
    <message>
        <source>{count} 项指标说法不一</source>
        <translation>Contradictory figures: {count}</translation>
    </message>
    <message>
        <source>{names}</source>
        <translation>{names}</translation>
    </message>
    <message>
        <source>{count} 条标注存疑</source>
        <translation>Doubtful annotations: {count}</translation>
    </message>
    <message>
        <source>核对后再交出</source>
        <translation>Check them before handing in</translation>
    </message>
    <message>
        <source>{count} 条建议还没审核</source>
        <translation>Suggestions not reviewed: {count}</translation>
    </message>
    <message>
        <source>没有写进简报</source>
        <translation>They are not in the briefing</translation>
    </message>
    <message>
        <source>缺 {count} 种字体</source>
        <translation>Missing fonts: {count}</translation>
    </message>
    <message>
        <source>预览用相近的，Word 里仍写 {fonts}</source>
        <translation>Similar ones are shown; Word gets {fonts}</translation>
    </message>
    <message>
        <source>{count} 段手写文字没有位置</source>
        <translation>Words without a place: {count}</translation>
    </message>
    <message>
        <source>所在章节现在没有内容，文字还在</source>
        <translation>Their section is empty now; the words are kept</translation>
    </message>
    <message>
        <source>简报里还没有标注</source>
        <translation>No annotation in the briefing yet</translation>
    </message>
    <message>
        <source>放宽范围，或先去标注</source>
        <translation>Widen the scope, or annotate first</translation>
    </message>
    <message>
        <source>{count} 个标题下没有内容</source>
        <translation>{count} headings over nothing</translation>
    </message>
    <message>
        <source>版头没有写发文机关</source>
        <translation>The red head names no office</translation>
    </message>
    <message>
        <source>写在“日期、版头与版记”里</source>
        <translation>Write it under &quot;Date, red head and imprint&quot;</translation>
    </message>
    <message>
        <source>这段是手写的，数字已变</source>
        <translation>Written by hand; figures have changed</translation>
    </message>
    <message>
        <source>{change}</source>
        <translation>{change}</translation>
    </message>
    <message>
        <source>这段是手写的，生成的文字已变</source>
        <translation>Written by hand; generated words changed</translation>
    </message>
    <message>
        <source>{words}</source>
        <translation>{words}</translation>
    </message>
    <message>
        <source>有些内容不在模板里</source>
        <translation>Not all of it is in the template</translation>
    </message>
    <message>
        <source>{parts}</source>
        <translation>{parts}</translation>
    </message>
    <message>
        <source>模板不能用</source>
        <translation>The template cannot be used</translation>
    </message>
    <message>
        <source>{said}</source>
        <translation>{said}</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>{0}：{1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>ChipButton</name>
    <message>
        <source>标签：{0}。点按可改</source>
        <translation>Tag: {0}. Click to change</translation>
    </message>
</context>
<context>
    <name>ChoicePopup</name>
    <message>
        <source>筛选值</source>
        <translation>Filter values</translation>
    </message>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>CodebookDialog</name>
    <message>
        <source>标签管理</source>
        <translation>Codebook</translation>
    </message>
    <message>
        <source>改动立即生效，可以撤销</source>
        <translation>Changes take effect at once and can be undone</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>新建标签</source>
        <translation>New tag</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>下划线</source>
        <translation>Underline</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>英文名</source>
        <translation>English</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>上级</source>
        <translation>Parent</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>字段</source>
        <translation>Fields</translation>
    </message>
    <message>
        <source>删除标签</source>
        <translation>Delete tag</translation>
    </message>
    <message>
        <source>内置标签的名称和上级是固定的</source>
        <translation>A built-in tag keeps its name and parent</translation>
    </message>
    <message>
        <source>无</source>
        <translation>None</translation>
    </message>
    <message>
        <source>{0}（{1}在用）</source>
        <translation>{0} (used by {1})</translation>
    </message>
    <message>
        <source>蓝</source>
        <translation>Blue</translation>
    </message>
    <message>
        <source>绿</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>琥珀</source>
        <translation>Amber</translation>
    </message>
    <message>
        <source>紫</source>
        <translation>Violet</translation>
    </message>
    <message>
        <source>红</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>灰</source>
        <translation>Grey</translation>
    </message>
    <message>
        <source>青</source>
        <translation>Teal</translation>
    </message>
    <message>
        <source>橄榄</source>
        <translation>Olive</translation>
    </message>
    <message>
        <source>品红</source>
        <translation>Magenta</translation>
    </message>
    <message>
        <source>单线</source>
        <translation>Single</translation>
    </message>
    <message>
        <source>双线</source>
        <translation>Double</translation>
    </message>
    <message>
        <source>点</source>
        <translation>Dots</translation>
    </message>
    <message>
        <source>虚线</source>
        <translation>Dashes</translation>
    </message>
    <message>
        <source>波浪</source>
        <translation>Wave</translation>
    </message>
    <message>
        <source>粗线</source>
        <translation>Thick</translation>
    </message>
    <message>
        <source>点划</source>
        <translation>Dash-dot</translation>
    </message>
    <message>
        <source>圆圈</source>
        <translation>Rings</translation>
    </message>
    <message>
        <source>锯齿</source>
        <translation>Saw</translation>
    </message>
    <message numerus="yes">
        <source>内置标签，每个项目都有，不能删除。用在 {0} 条标注上。</source>
        <translation>
            <numerusform>A built-in tag: every project has it; it cannot be deleted. Used by {0} annotation.</numerusform>
            <numerusform>A built-in tag: every project has it; it cannot be deleted. Used by {0} annotations.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>用在 {0} 条标注上；删除标签会一并删除它们，可以撤销。</source>
        <translation>
            <numerusform>Used by {0} annotation. Deleting the tag deletes it too; this can be undone.</numerusform>
            <numerusform>Used by {0} annotations. Deleting the tag deletes them too; this can be undone.</numerusform>
        </translation>
    </message>
    <message>
        <source>还没有用过。</source>
        <translation>Not used yet.</translation>
    </message>
    <message>
        <source>新标签</source>
        <translation>New tag</translation>
    </message>
    <message numerus="yes">
        <source>已删除标签“{0}”和它的 {1} 条标注，可以撤销</source>
        <translation>
            <numerusform>Deleted the tag &quot;{0}&quot; and its {1} annotation; you can undo this</numerusform>
            <numerusform>Deleted the tag &quot;{0}&quot; and its {1} annotations; you can undo this</numerusform>
        </translation>
    </message>
    <message>
        <source>已删除标签“{0}”，可以撤销</source>
        <translation>Deleted the tag &quot;{0}&quot;; you can undo this</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>搜索与命令</source>
        <translation>Search and commands</translation>
    </message>
    <message>
        <source>搜索标注、正文、报告，或键入命令</source>
        <translation>Search annotations, text, reports, or type a command</translation>
    </message>
    <message>
        <source>搜索报告、命令</source>
        <translation>Search and commands</translation>
    </message>
    <message>
        <source>正在查找…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>没有找到“{0}”</source>
        <translation>Nothing found for &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>换个说法，或少打几个字；数字和全角半角不必区分</source>
        <translation>Try other words or fewer; full and half width are the same</translation>
    </message>
    <message>
        <source>在全部报告中查找“{0}”</source>
        <translation>Find &quot;{0}&quot; in all reports</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Find</translation>
    </message>
    <message>
        <source>第 {0} 段</source>
        <translation>Paragraph {0}</translation>
    </message>
    <message>
        <source>命令</source>
        <translation>Commands</translation>
    </message>
    <message>
        <source>标注</source>
        <translation>Annotations</translation>
    </message>
    <message>
        <source>正文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>先打开项目</source>
        <translation>Open a project first</translation>
    </message>
    <message>
        <source>先打开报告</source>
        <translation>Open a report first</translation>
    </message>
    <message>
        <source>先选中一个标注</source>
        <translation>Select an annotation first</translation>
    </message>
    <message>
        <source>没有可撤销的</source>
        <translation>Nothing to undo</translation>
    </message>
    <message>
        <source>没有可重做的</source>
        <translation>Nothing to redo</translation>
    </message>
    <message>
        <source>没有上一处</source>
        <translation>Nowhere to go back to</translation>
    </message>
    <message>
        <source>没有下一处</source>
        <translation>Nowhere to go forward to</translation>
    </message>
    <message>
        <source>现在不能用</source>
        <translation>Not available now</translation>
    </message>
    <message>
        <source>台账视图</source>
        <translation>Ledger views</translation>
    </message>
</context>
<context>
    <name>ConfirmMany</name>
    <message>
        <source>……共 {0} 条</source>
        <translation>… {0} in all</translation>
    </message>
</context>
<context>
    <name>ContradictionsDialog</name>
    <message>
        <source>看原文</source>
        <translation>Show source</translation>
    </message>
    <message>
        <source>同一发文单位、同一时期的同一指标，各报告的数值相符</source>
        <translation>Reports agree on every metric of one issuer and period</translation>
    </message>
    <message>
        <source>没有说法不一的指标</source>
        <translation>No metrics stated differently</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>《{0}》</source>
        <translation>“{0}”</translation>
    </message>
    <message>
        <source>先选一行</source>
        <translation>Select a row first</translation>
    </message>
    <message>
        <source>说法不一的指标</source>
        <translation>Metrics stated differently</translation>
    </message>
    <message>
        <source>同一指标、同一时期说法不一：{0} 处</source>
        <translation>Stated differently of one indicator and period: {0}</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>程序内部出错</source>
        <translation>Something went wrong inside the program</translation>
    </message>
    <message>
        <source>圈点 {0}</source>
        <translation>Quandian {0}</translation>
    </message>
    <message>
        <source>刚才的一步没有做成，这是圈点自己的错误，不是您的操作有误。之前的每一步都已经保存，不会丢失。可以继续使用；如果反复出现，请退出后重新打开。</source>
        <translation>The last step did not succeed. This is a fault of Quandian, not of anything you did. Every step before it is saved. You can go on; if it happens again, quit and open Quandian anew.</translation>
    </message>
    <message>
        <source>错误详情</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>日志：{0}</source>
        <translation>Log: {0}</translation>
    </message>
    <message>
        <source>继续使用</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>复制详情</source>
        <translation>Copy details</translation>
    </message>
    <message>
        <source>退出圈点</source>
        <translation>Quit Quandian</translation>
    </message>
    <message>
        <source>已复制</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>例如 2025-06 或 2025年6月底</source>
        <translation>For example 2025-06 or 2025-06-30</translation>
    </message>
    <message>
        <source>“{0}”不是日期。写成 2025、2025-06 或 2025-06-30。</source>
        <translation>&quot;{0}&quot; is not a date. Write 2025, 2025-06 or 2025-06-30.</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>例如 2022-01-18</source>
        <translation>For example 2022-01-18</translation>
    </message>
    <message>
        <source>日期写成 2022-01-18、2022年1月18日 或 2022-01；不知道就空着。</source>
        <translation>Write the date as 2022-01-18 or 2022-01; leave it empty if unknown.</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>生成简报</source>
        <translation>Making the briefing</translation>
    </message>
    <message>
        <source>检查简报</source>
        <translation>Checking the briefing</translation>
    </message>
    <message>
        <source>没有更新预览，按 F5 重新生成</source>
        <translation>The preview was not brought up to date; F5 makes it anew</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>关闭 (Esc)</source>
        <translation>Close (Esc)</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>松开鼠标导入</source>
        <translation>Release to import</translation>
    </message>
</context>
<context>
    <name>DroppedDialog</name>
    <message>
        <source>合并到“{0}”</source>
        <translation>Merge into &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>&quot;{0}&quot;</translation>
    </message>
    <message>
        <source>{0}等 {1} 个文件</source>
        <translation>{0} and others, {1} files</translation>
    </message>
    <message>
        <source>拖来了 {0}。合并前先看预览，每一项都可以不并入；也可以只打开来看。</source>
        <translation>You dropped {0}. A preview comes before merging, and everything in it can be left out. Or just open it to read.</translation>
    </message>
    <message>
        <source>预览合并…</source>
        <translation>Preview merge…</translation>
    </message>
    <message>
        <source>只读打开</source>
        <translation>Open read-only</translation>
    </message>
    <message>
        <source>打开这个项目</source>
        <translation>Open this project</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>导出简报</source>
        <translation>Export briefing</translation>
    </message>
    <message>
        <source>导出 Word</source>
        <translation>Export to Word</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>写上备注</source>
        <translation>Include notes</translation>
    </message>
    <message>
        <source>附来源表，出处可点回</source>
        <translation>Add a table of sources, with links back to the text</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Include</translation>
    </message>
    <message>
        <source>存到</source>
        <translation>Save to</translation>
    </message>
    <message>
        <source>更改…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>收入简报的报告</source>
        <translation>Reports in the briefing</translation>
    </message>
    <message>
        <source>全选</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>全不选</source>
        <translation>Select none</translation>
    </message>
    <message>
        <source>项目里还没有报告。</source>
        <translation>There are no reports in the project yet.</translation>
    </message>
    <message>
        <source>至少选一份报告和一个标签。</source>
        <translation>Choose at least one report and one tag.</translation>
    </message>
    <message>
        <source>Word 文档 (*.docx)</source>
        <translation>Word documents (*.docx)</translation>
    </message>
    <message>
        <source>正在写出…</source>
        <translation>Writing…</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>已导出“{0}”，存在 {1}</source>
        <translation>Exported &quot;{0}&quot; to {1}</translation>
    </message>
    <message numerus="yes">
        <source>{0} 份报告</source>
        <translation>
            <numerusform>{0} report</numerusform>
            <numerusform>{0} reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} 个标签</source>
        <translation>
            <numerusform>{0} tag</numerusform>
            <numerusform>{0} tags</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}，{1}</source>
        <translation>{0}, {1}</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>字段名</source>
        <translation>Field name</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>数字</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>选项</source>
        <translation>Choice</translation>
    </message>
    <message>
        <source>是否</source>
        <translation>Yes or no</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>时期</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>各个选项，用顿号隔开</source>
        <translation>Choices, separated by commas</translation>
    </message>
    <message>
        <source>删除字段“{0}”</source>
        <translation>Delete field &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>内置字段不能删除</source>
        <translation>A built-in field cannot be deleted</translation>
    </message>
</context>
<context>
    <name>FieldRows</name>
    <message>
        <source>没有字段。标注仍可写备注。</source>
        <translation>No fields. Annotations can still carry a note.</translation>
    </message>
    <message>
        <source>添加字段</source>
        <translation>Add field</translation>
    </message>
    <message>
        <source>新字段</source>
        <translation>New field</translation>
    </message>
</context>
<context>
    <name>FiguresDialog</name>
    <message>
        <source>主要数据</source>
        <translation>Main figures</translation>
    </message>
    <message>
        <source>指标</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>筛选指标</source>
        <translation>Filter indicators</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message numerus="yes">
        <source>已选 {0} 项，列在概述里</source>
        <translation>
            <numerusform>{0} chosen, shown in the overview</numerusform>
            <numerusform>{0} chosen, shown in the overview</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Filler</name>
    <message>
        <source>分析报告</source>
        <translation>Analysing reports</translation>
    </message>
    <message>
        <source>读取审核结果</source>
        <translation>Reading decisions</translation>
    </message>
    <message>
        <source>从审核结果学习</source>
        <translation>Learning from decisions</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>台账</source>
        <translation>Ledger</translation>
    </message>
    <message>
        <source>按其他列筛选</source>
        <translation>Filter by another column</translation>
    </message>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>筛选文字</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>筛选台账</source>
        <translation>Filter the ledger</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>（空）</source>
        <translation>(empty)</translation>
    </message>
    <message>
        <source>不分组</source>
        <translation>No groups</translation>
    </message>
    <message>
        <source>升序</source>
        <translation>Ascending</translation>
    </message>
    <message>
        <source>降序</source>
        <translation>Descending</translation>
    </message>
    <message>
        <source>筛选…</source>
        <translation>Filter…</translation>
    </message>
    <message>
        <source>按此列分组</source>
        <translation>Group by this column</translation>
    </message>
    <message>
        <source>隐藏此列</source>
        <translation>Hide this column</translation>
    </message>
    <message>
        <source>恢复默认的列</source>
        <translation>Restore default columns</translation>
    </message>
</context>
<context>
    <name>FindPage</name>
    <message>
        <source>查找文字</source>
        <translation>Find text</translation>
    </message>
    <message>
        <source>上一处 (Shift+F3)</source>
        <translation>Previous (Shift+F3)</translation>
    </message>
    <message>
        <source>下一处 (F3)</source>
        <translation>Next (F3)</translation>
    </message>
    <message>
        <source>全部报告</source>
        <translation>All reports</translation>
    </message>
    <message>
        <source>查找结果</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>在报告中查找</source>
        <translation>Find in reports</translation>
    </message>
    <message>
        <source>全角与半角、大写与小写不区分</source>
        <translation>Width and case of letters do not matter</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>换个说法，或勾选“全部报告”</source>
        <translation>Try other words, or tick &quot;All reports&quot;</translation>
    </message>
    <message numerus="yes">
        <source>前 {0} 处，{1} 份报告</source>
        <translation>
            <numerusform>first {0} hits, {1} report</numerusform>
            <numerusform>first {0} hits, {1} reports</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} 处，列出前 {1} 处</source>
        <translation>{0} hits, first {1} listed</translation>
    </message>
    <message numerus="yes">
        <source>{0} 处</source>
        <translation>
            <numerusform>{0} hit</numerusform>
            <numerusform>{0} hits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} 份报告</source>
        <translation>
            <numerusform>{0} report</numerusform>
            <numerusform>{0} reports</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}，{1}</source>
        <translation>{0}, {1}</translation>
    </message>
</context>
<context>
    <name>FindingRows</name>
    <message>
        <source>词表</source>
        <translation>List</translation>
    </message>
    <message>
        <source>人名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>证件号</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>邮箱</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>作者</source>
        <translation>Author</translation>
    </message>
    <message>
        <source>不替换</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>替换</source>
        <translation>Replace</translation>
    </message>
    <message>
        <source>{0}，{1}，{2} 换成 {3}，{4} 处</source>
        <translation>{0}, {1}, {2} becomes {3}, {4} times</translation>
    </message>
    <message>
        <source>{0} 处</source>
        <translation>{0}×</translation>
    </message>
    <message>
        <source>数字</source>
        <translation>Figure</translation>
    </message>
</context>
<context>
    <name>FolderCommands</name>
    <message>
        <source>已接入共享文件夹，正在同步</source>
        <translation>Attached to the shared folder; synchronising</translation>
    </message>
    <message>
        <source>已断开共享文件夹</source>
        <translation>Left the shared folder</translation>
    </message>
    <message>
        <source>正在与共享文件夹同步</source>
        <translation>Synchronising with the shared folder</translation>
    </message>
</context>
<context>
    <name>FolderSync</name>
    <message>
        <source>共享文件夹不在</source>
        <translation>Shared folder missing</translation>
    </message>
    <message>
        <source>共享文件夹不可写</source>
        <translation>Shared folder is read-only</translation>
    </message>
    <message>
        <source>同步遇到问题</source>
        <translation>Synchronising failed</translation>
    </message>
    <message numerus="yes">
        <source>{0} 处冲突</source>
        <translation>
            <numerusform>{0} conflict</numerusform>
            <numerusform>{0} conflicts</numerusform>
        </translation>
    </message>
    <message>
        <source>别人和您把同一处改得不同，点击去选择</source>
        <translation>Others changed the same as you, in another way. Click to choose.</translation>
    </message>
    <message numerus="yes">
        <source>{0} 个文件在等</source>
        <translation>
            <numerusform>{0} file waits</numerusform>
            <numerusform>{0} files wait</numerusform>
        </translation>
    </message>
    <message>
        <source>共享文件夹里有还不能并入的文件，点击查看原因</source>
        <translation>Some files in the shared folder cannot be taken in yet. Click to see why.</translation>
    </message>
    <message>
        <source>正在同步…</source>
        <translation>Synchronising…</translation>
    </message>
    <message>
        <source>已同步</source>
        <translation>Synchronised</translation>
    </message>
    <message>
        <source>同步</source>
        <translation>Synchronise</translation>
    </message>
</context>
<context>
    <name>FontsDialog</name>
    <message>
        <source>公文字体</source>
        <translation>Fonts of briefings</translation>
    </message>
    <message>
        <source>用于简报的预览、PDF、打印和 Word 文件</source>
        <translation>For preview, PDF, print and Word files</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>一级标题</source>
        <translation>Heading 1</translation>
    </message>
    <message>
        <source>二级标题</source>
        <translation>Heading 2</translation>
    </message>
    <message>
        <source>正文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>页码</source>
        <translation>Page number</translation>
    </message>
    <message>
        <source>英文和数字</source>
        <translation>Latin, digits</translation>
    </message>
    <message>
        <source>恢复默认</source>
        <translation>Restore defaults</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>本机没有，预览和 PDF 用“{0}”</source>
        <translation>Not on this computer; preview and PDF use “{0}”</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>GroupRows</name>
    <message>
        <source>并入 {0}，共 {1}</source>
        <translation>{0} of {1} come in</translation>
    </message>
</context>
<context>
    <name>GroupView</name>
    <message>
        <source>并入内容</source>
        <translation>What comes in</translation>
    </message>
</context>
<context>
    <name>HistoryBox</name>
    <message>
        <source>历史</source>
        <translation>History</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Show fewer</translation>
    </message>
    <message>
        <source>显示全部 {0} 条</source>
        <translation>Show all {0}</translation>
    </message>
</context>
<context>
    <name>HistoryDelegate</name>
    <message numerus="yes">
        <source>{0} 处</source>
        <translation>
            <numerusform>{0} change</numerusform>
            <numerusform>{0} changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>再显示一些</source>
        <translation>Show more</translation>
    </message>
    <message>
        <source>合并已撤销</source>
        <translation>merge undone</translation>
    </message>
    <message>
        <source>来自同事</source>
        <translation>from others</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>历史</source>
        <translation>History</translation>
    </message>
    <message>
        <source>还没有历史</source>
        <translation>No history yet</translation>
    </message>
    <message>
        <source>每次修改都记在这里，可以撤销</source>
        <translation>Every change is kept here and can be undone</translation>
    </message>
    <message>
        <source>撤销：{0}</source>
        <translation>Undone: {0}</translation>
    </message>
    <message>
        <source>重做：{0}</source>
        <translation>Redone: {0}</translation>
    </message>
    <message>
        <source>{0} 条</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>合并已撤销</source>
        <translation>merge undone</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>导入报告</source>
        <translation>Import reports</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>导入只整理空白与换行，文字一字不改。</source>
        <translation>Importing tidies blanks and line breaks only; no word is changed.</translation>
    </message>
    <message>
        <source>添加文件…</source>
        <translation>Add files…</translation>
    </message>
    <message>
        <source>添加文件夹…</source>
        <translation>Add folder…</translation>
    </message>
    <message numerus="yes">
        <source>{0} 个文件，可导入 {1} 个</source>
        <translation>
            <numerusform>{0} file, {1} can be imported</numerusform>
            <numerusform>{0} files, {1} can be imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>导入 {0} 份报告</source>
        <translation>
            <numerusform>Import {0} report</numerusform>
            <numerusform>Import {0} reports</numerusform>
        </translation>
    </message>
    <message>
        <source>报告 ({0});;所有文件 (*)</source>
        <translation>Reports ({0});;All files (*)</translation>
    </message>
    <message>
        <source>添加文件</source>
        <translation>Add files</translation>
    </message>
    <message>
        <source>添加文件夹</source>
        <translation>Add folder</translation>
    </message>
    <message>
        <source>读取报告</source>
        <translation>Reading reports</translation>
    </message>
</context>
<context>
    <name>ImportFlow</name>
    <message>
        <source>读取报告</source>
        <translation>Reading reports</translation>
    </message>
    <message numerus="yes">
        <source>已导入 {0} 份报告，另有 {1} 份项目里已经有了</source>
        <translation>
            <numerusform>Imported {0} report; {1} already in the project</numerusform>
            <numerusform>Imported {0} reports; {1} already in the project</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已导入 {0} 份报告</source>
        <translation>
            <numerusform>Imported {0} report</numerusform>
            <numerusform>Imported {0} reports</numerusform>
        </translation>
    </message>
    <message>
        <source>“{0}”已经在项目里，没有重复导入</source>
        <translation>&quot;{0}&quot; is already in the project; not imported again</translation>
    </message>
    <message>
        <source>这 {0} 份报告已经在项目里，没有重复导入</source>
        <translation>These {0} reports are already in the project; not imported again</translation>
    </message>
    <message>
        <source>导入报告</source>
        <translation>Import reports</translation>
    </message>
</context>
<context>
    <name>ImportPreview</name>
    <message>
        <source>预览</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>时期</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>文种</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>编码</source>
        <translation>Encoding</translation>
    </message>
    <message>
        <source>项目里已有文字完全相同的报告，不会重复导入。</source>
        <translation>A report with exactly this text is already in the project; it is not imported again.</translation>
    </message>
    <message>
        <source>{0}：{1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>几种编码都读得通，看哪一种通顺就选哪一种</source>
        <translation>Several encodings can be read; choose the one that makes sense</translation>
    </message>
    <message>
        <source>选择编码</source>
        <translation>Choose encoding</translation>
    </message>
</context>
<context>
    <name>ImportTable</name>
    <message>
        <source>要导入的文件</source>
        <translation>Files to import</translation>
    </message>
    <message>
        <source>可导入</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>与现有报告相同</source>
        <translation>Already in project</translation>
    </message>
    <message>
        <source>编码待确认</source>
        <translation>Encoding to confirm</translation>
    </message>
    <message>
        <source>不能读</source>
        <translation>Cannot be read</translation>
    </message>
    <message>
        <source>已选</source>
        <translation>Selected</translation>
    </message>
    <message>
        <source>未选</source>
        <translation>Not selected</translation>
    </message>
    <message>
        <source>（没有读出文字）</source>
        <translation>(no text was read)</translation>
    </message>
</context>
<context>
    <name>InspectorMenus</name>
    <message>
        <source>看原文</source>
        <translation>Show source</translation>
    </message>
    <message>
        <source>复制原文</source>
        <translation>Copy text</translation>
    </message>
    <message>
        <source>建立关联…</source>
        <translation>Add relation…</translation>
    </message>
    <message>
        <source>删除标注</source>
        <translation>Delete annotation</translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>删除标注 (Del)</source>
        <translation>Delete annotation (Del)</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>备注与历史</source>
        <translation>Note and history</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>历史</source>
        <translation>History</translation>
    </message>
    <message>
        <source>已删除{0}标注</source>
        <translation>Deleted {0} annotation</translation>
    </message>
</context>
<context>
    <name>ItemRows</name>
    <message>
        <source>不并入</source>
        <translation>Left out</translation>
    </message>
    <message>
        <source>并入</source>
        <translation>Comes in</translation>
    </message>
    <message>
        <source>对齐</source>
        <translation>Aligned</translation>
    </message>
    <message>
        <source>作为另一份报告</source>
        <translation>As another report</translation>
    </message>
    <message numerus="yes">
        <source>对方有 {0} 条标注用它</source>
        <translation>
            <numerusform>{0} of their annotations has it</numerusform>
            <numerusform>{0} of their annotations have it</numerusform>
        </translation>
    </message>
    <message>
        <source>《{0}》与这里的《{1}》相似 {2}%</source>
        <translation>&quot;{0}&quot; is {2}% like &quot;{1}&quot; here</translation>
    </message>
    <message>
        <source>所属内容不并入</source>
        <translation>Belongs to what is left out</translation>
    </message>
    <message>
        <source>上次没有并入</source>
        <translation>Left out last time</translation>
    </message>
    <message>
        <source>作为新标签</source>
        <translation>As a new tag</translation>
    </message>
    <message>
        <source>并入“{0}”</source>
        <translation>Becomes &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>见“需要选择”</source>
        <translation>See &quot;To choose&quot;</translation>
    </message>
    <message>
        <source>见“标签对应”</source>
        <translation>See &quot;Tag mapping&quot;</translation>
    </message>
    <message>
        <source>这里是{0}</source>
        <translation>here {0}</translation>
    </message>
    <message>
        <source>{0} 条标注</source>
        <translation>{0} annotations</translation>
    </message>
    <message>
        <source>{0} 条文字相同</source>
        <translation>{0} with the same words</translation>
    </message>
    <message>
        <source>{0} 条文字只是相近</source>
        <translation>{0} with words that are only alike</translation>
    </message>
    <message>
        <source>{0} 条找不到</source>
        <translation>{0} without a place</translation>
    </message>
    <message>
        <source>对齐后不另外并入</source>
        <translation>Not taken in: aligned</translation>
    </message>
</context>
<context>
    <name>ItemView</name>
    <message>
        <source>作为新标签</source>
        <translation>As a new tag</translation>
    </message>
    <message>
        <source>并入“{0}”</source>
        <translation>Becomes &quot;{0}&quot;</translation>
    </message>
</context>
<context>
    <name>JoinDialog</name>
    <message>
        <source>从共享文件夹加入</source>
        <translation>Join from a shared folder</translation>
    </message>
    <message>
        <source>同事已把项目放在共享文件夹里。加入后本机有一份自己的项目，各人的标注自动交换。</source>
        <translation>A colleague shares a project in a folder. Joining makes a project of your own on this computer; everybody’s annotations are exchanged by themselves.</translation>
    </message>
    <message>
        <source>存到</source>
        <translation>Save to</translation>
    </message>
    <message>
        <source>更改…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>加入</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>这里还没有共享项目</source>
        <translation>No project is shared here yet</translation>
    </message>
    <message>
        <source>等同步完成，或请同事先接入这个文件夹</source>
        <translation>Wait for the synchroniser, or ask a colleague to attach to this folder first</translation>
    </message>
    <message>
        <source>圈点项目 (*.quandian)</source>
        <translation>Quandian projects (*.quandian)</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>上一个 / 下一个分句</source>
        <translation>Previous / next clause</translation>
    </message>
    <message>
        <source>按吸附单位扩展选区</source>
        <translation>Extend selection by snap unit</translation>
    </message>
    <message>
        <source>上一行 / 下一行</source>
        <translation>Previous / next line</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>上一页（输入法未占用时）</source>
        <translation>Previous page (if free)</translation>
    </message>
    <message>
        <source>放开选区，回到正文</source>
        <translation>Drop selection, back to text</translation>
    </message>
    <message>
        <source>双击</source>
        <translation>Double-click</translation>
    </message>
    <message>
        <source>选中一个词</source>
        <translation>Select a word</translation>
    </message>
    <message>
        <source>三击</source>
        <translation>Triple-click</translation>
    </message>
    <message>
        <source>选中一个分句</source>
        <translation>Select a clause</translation>
    </message>
    <message>
        <source>用对应的标签标注选区或当前分句</source>
        <translation>Tag selection or clause</translation>
    </message>
    <message>
        <source>正文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>筛选名称或按键</source>
        <translation>Filter by name or key</translation>
    </message>
    <message>
        <source>筛选快捷键</source>
        <translation>Filter shortcuts</translation>
    </message>
    <message>
        <source>复制全部</source>
        <translation>Copy all</translation>
    </message>
    <message>
        <source>复制为文字，可以贴到 Word 里打印</source>
        <translation>Copy as text, for example to print it from Word</translation>
    </message>
    <message>
        <source>已复制</source>
        <translation>Copied</translation>
    </message>
    <message>
        <source>接受建议并改为对应的标签</source>
        <translation>Accept suggestion as that tag</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>标签</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Passage</translation>
    </message>
    <message>
        <source>发文单位</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>性质</source>
        <translation>Nature</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>年份</source>
        <translation>Year</translation>
    </message>
    <message>
        <source>地区</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>核对</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>标注人</source>
        <translation>Author</translation>
    </message>
    <message>
        <source>段</source>
        <translation>Para.</translation>
    </message>
    <message>
        <source>指标走势</source>
        <translation>Metric over time</translation>
    </message>
    <message>
        <source>各标签条数</source>
        <translation>Annotations by tag</translation>
    </message>
    <message>
        <source>各报告条数</source>
        <translation>Annotations by report</translation>
    </message>
    <message>
        <source>各发文单位条数</source>
        <translation>Annotations by issuer</translation>
    </message>
    <message>
        <source>各年份条数</source>
        <translation>Annotations by year</translation>
    </message>
    <message>
        <source>各责任单位的目标</source>
        <translation>Goals by owner</translation>
    </message>
    <message>
        <source>时限</source>
        <translation>Deadlines</translation>
    </message>
    <message>
        <source>{0}（{1}）</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>另有 {0} 个单位</source>
        <translation>{0} more issuers</translation>
    </message>
    <message>
        <source>按发文单位；空心为目标值</source>
        <translation>By issuer; hollow marks are targets</translation>
    </message>
    <message>
        <source>按发文单位</source>
        <translation>By issuer</translation>
    </message>
    <message>
        <source>断线处口径有变</source>
        <translation>a broken line marks a changed definition</translation>
    </message>
    <message>
        <source>断线处缺年份</source>
        <translation>a broken line marks missing years</translation>
    </message>
    <message>
        <source>含“{0}”</source>
        <translation>with &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>（空）</source>
        <translation>(empty)</translation>
    </message>
    <message>
        <source>共 {0} 条</source>
        <translation>{0} in all</translation>
    </message>
    <message>
        <source>另有 {0} 项</source>
        <translation>{0} more</translation>
    </message>
    <message>
        <source>{0} 条有时限；每点一条</source>
        <translation>{0} with a deadline; one dot each</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>实际</source>
        <translation>Actual</translation>
    </message>
    <message>
        <source>{0}&#x3000;{1} 年&#x3000;{2} {3}</source>
        <translation>{0}   {1}   {2} {3}</translation>
    </message>
    <message>
        <source>目标 {0}</source>
        <translation>Target {0}</translation>
    </message>
    <message>
        <source>{0}&#x3000;{1} 条</source>
        <translation>{0}   {1}</translation>
    </message>
    <message>
        <source>{0} 条</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>是</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>合计 {0}</source>
        <translation>Sum {0}</translation>
    </message>
    <message>
        <source>平均 {0}</source>
        <translation>mean {0}</translation>
    </message>
    <message>
        <source>{0} {1} 条，不合计</source>
        <translation>{0}: {1}, not added up</translation>
    </message>
    <message>
        <source>{0}（{1} 条）</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>图表</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>指标名</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>{0}年</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>{0}，同比 {1}</source>
        <translation>{0}, {1} on the year before</translation>
    </message>
    <message>
        <source>{0}；各报告说法不一</source>
        <translation>{0}; reports differ</translation>
    </message>
    <message>
        <source>{0} 条没有写责任单位</source>
        <translation>{0} name no responsible unit</translation>
    </message>
    <message>
        <source>{0}；{1}</source>
        <translation>{0}; {1}</translation>
    </message>
    <message>
        <source>{0} 个百分点</source>
        <translation>{0} pp</translation>
    </message>
    <message>
        <source>{0} 个千分点</source>
        <translation>{0} per mille points</translation>
    </message>
    <message>
        <source>口径有变</source>
        <translation>redefined</translation>
    </message>
    <message>
        <source>{0}，口径有变</source>
        <translation>{0}, redefined</translation>
    </message>
    <message>
        <source>否</source>
        <translation>no</translation>
    </message>
    <message>
        <source>{0} 项</source>
        <translation>{0} items</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>“{0}”</translation>
    </message>
    <message>
        <source>按{0}</source>
        <translation>by {0}</translation>
    </message>
    <message>
        <source>矩阵</source>
        <translation>matrix</translation>
    </message>
    <message>
        <source>{0}等 {1} 项</source>
        <translation>{0} and others ({1})</translation>
    </message>
    <message>
        <source>其余 {0} 项</source>
        <translation>{0} others</translation>
    </message>
</context>
<context>
    <name>LedgerCommands</name>
    <message>
        <source>选了 {0} 条，太多了：用导出 Excel</source>
        <translation>{0} rows are too many to copy; export to Excel</translation>
    </message>
    <message numerus="yes">
        <source>已复制 {0} 条，可粘贴为表格</source>
        <translation>
            <numerusform>Copied {0} row, to be pasted as a table</numerusform>
            <numerusform>Copied {0} rows, to be pasted as a table</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} 台账</source>
        <translation>{0} ledger</translation>
    </message>
    <message>
        <source>Excel 工作簿 (*.xlsx);;CSV 表格 (*.csv)</source>
        <translation>Excel workbooks (*.xlsx);;CSV tables (*.csv)</translation>
    </message>
    <message>
        <source>导出台账</source>
        <translation>Export ledger</translation>
    </message>
    <message>
        <source>已写出“{0}”</source>
        <translation>Wrote &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>画这项指标的走势</source>
        <translation>Draw this metric over time</translation>
    </message>
    <message>
        <source>拆开合并的指标名</source>
        <translation>Split merged indicators</translation>
    </message>
    <message>
        <source>核对状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>删除标注</source>
        <translation>Delete annotation</translation>
    </message>
    <message>
        <source>只看“{0}”</source>
        <translation>Only &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>已删除 {0} 条标注</source>
        <translation>Deleted {0} annotations</translation>
    </message>
    <message>
        <source>看原文</source>
        <translation>Show source</translation>
    </message>
    <message>
        <source>在明细中看这一行</source>
        <translation>Show these in the details</translation>
    </message>
    <message>
        <source>已标记 {0} 年起口径有变</source>
        <translation>Marked: definition changed from {0}</translation>
    </message>
    <message>
        <source>已取消 {0} 年的口径标记</source>
        <translation>Mark of {0} taken back</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>{0} 年起口径有变</source>
        <translation>Definition changed from {0}</translation>
    </message>
</context>
<context>
    <name>LedgerController</name>
    <message>
        <source>标注</source>
        <translation>Annotations</translation>
    </message>
    <message>
        <source>{0} 条{1}</source>
        <translation>{1}: {0}</translation>
    </message>
    <message>
        <source>无</source>
        <translation>None</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>分组</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>已选 {0} 条</source>
        <translation>{0} selected</translation>
    </message>
    <message>
        <source>显示 {0} / {1} 条</source>
        <translation>{0} of {1} shown</translation>
    </message>
    <message>
        <source>已脱敏 {0}</source>
        <translation>{0} masked</translation>
    </message>
    <message>
        <source>“{0}”没有按年份的数值</source>
        <translation>&quot;{0}&quot; has no values by year</translation>
    </message>
    <message>
        <source>没有可以画的内容：{0}</source>
        <translation>Nothing to draw: {0}</translation>
    </message>
    <message numerus="yes">
        <source>{0} 处说法不一</source>
        <translation>
            <numerusform>{0} contradiction</numerusform>
            <numerusform>{0} contradictions</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}：{1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>含“{0}”</source>
        <translation>with &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>按{0}分组</source>
        <translation>Grouped by {0}</translation>
    </message>
    <message>
        <source>按{0}降序</source>
        <translation>By {0}, descending</translation>
    </message>
    <message>
        <source>按{0}升序</source>
        <translation>By {0}, ascending</translation>
    </message>
</context>
<context>
    <name>LedgerPage</name>
    <message>
        <source>还没有可以列出的标注</source>
        <translation>No annotations to list yet</translation>
    </message>
    <message>
        <source>在阅读页选中文字后按 1、2、3</source>
        <translation>On the page Read, select words and press 1–3</translation>
    </message>
    <message>
        <source>去阅读页</source>
        <translation>Go to Read</translation>
    </message>
    <message>
        <source>没有符合筛选的标注</source>
        <translation>No matching annotations</translation>
    </message>
    <message>
        <source>放宽筛选，或清除</source>
        <translation>Widen the filter, or clear it</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear filter</translation>
    </message>
    <message>
        <source>只读打开，不能添加</source>
        <translation>Open for reading only; nothing can be added</translation>
    </message>
</context>
<context>
    <name>LedgerTable</name>
    <message>
        <source>台账</source>
        <translation>Ledger</translation>
    </message>
</context>
<context>
    <name>LedgerViews</name>
    <message>
        <source>存为新视图…</source>
        <translation>Save as new view…</translation>
    </message>
    <message>
        <source>更新“{0}”</source>
        <translation>Update &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>改名…</source>
        <translation>Rename…</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>改名“{0}”…</source>
        <translation>Rename &quot;{0}&quot;…</translation>
    </message>
    <message>
        <source>删除“{0}”</source>
        <translation>Delete &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>还没有存下的视图</source>
        <translation>No saved view yet</translation>
    </message>
    <message>
        <source>存为视图</source>
        <translation>Save view</translation>
    </message>
    <message>
        <source>改视图的名字</source>
        <translation>Rename view</translation>
    </message>
    <message>
        <source>视图已改名为“{0}”</source>
        <translation>Renamed the view to &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>已存为视图“{0}”</source>
        <translation>Saved as view &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>已更新视图“{0}”</source>
        <translation>Updated view &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>已删除视图“{0}”</source>
        <translation>Deleted view &quot;{0}&quot;</translation>
    </message>
</context>
<context>
    <name>LookPreview</name>
    <message>
        <source>全区</source>
        <translation>全区</translation>
    </message>
    <message>
        <source>财政收入增长百分之八</source>
        <translation>财政收入增长百分之八</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>阅读</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>已复制，附有出处</source>
        <translation>Copied with its source</translation>
    </message>
    <message>
        <source>{0} - 圈点</source>
        <translation>{0} - Quandian</translation>
    </message>
    <message>
        <source>圈点</source>
        <translation>Quandian</translation>
    </message>
    <message>
        <source>载入词典</source>
        <translation>Loading dictionary</translation>
    </message>
    <message>
        <source>审核</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>台账</source>
        <translation>Ledger</translation>
    </message>
    <message>
        <source>从备份恢复…</source>
        <translation>Restore a backup…</translation>
    </message>
    <message>
        <source>简报</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>没有正在进行的工作</source>
        <translation>Nothing is running</translation>
    </message>
    <message>
        <source>已取消“{0}”，没有写出文件</source>
        <translation>Cancelled &quot;{0}&quot;; no file was written</translation>
    </message>
</context>
<context>
    <name>Many</name>
    <message>
        <source>接受 {0} 条</source>
        <translation>Accept {0}</translation>
    </message>
    <message>
        <source>拒绝 {0} 条</source>
        <translation>Reject {0}</translation>
    </message>
    <message>
        <source>一次撤销就能全部恢复。</source>
        <translation>One undo brings all of them back.</translation>
    </message>
    <message>
        <source>接受建议</source>
        <translation>Accept suggestions</translation>
    </message>
    <message>
        <source>拒绝建议</source>
        <translation>Reject suggestions</translation>
    </message>
    <message numerus="yes">
        <source>已接受 {0} 条建议</source>
        <translation>
            <numerusform>{0} suggestion accepted</numerusform>
            <numerusform>{0} suggestions accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>已拒绝 {0} 条建议</source>
        <translation>
            <numerusform>{0} suggestion rejected</numerusform>
            <numerusform>{0} suggestions rejected</numerusform>
        </translation>
    </message>
    <message>
        <source>已取消，什么也没有改变</source>
        <translation>Cancelled, nothing was changed</translation>
    </message>
</context>
<context>
    <name>MarkedFiles</name>
    <message>
        <source>先打开一份报告，再导出它的原文</source>
        <translation>Open a report first, then export its text</translation>
    </message>
    <message numerus="yes">
        <source>把 {0} 份原文和批注存到</source>
        <translation>
            <numerusform>Where {0} text with comments goes</numerusform>
            <numerusform>Where {0} texts with comments go</numerusform>
        </translation>
    </message>
    <message>
        <source>Word 文档 (*.docx)</source>
        <translation>Word document (*.docx)</translation>
    </message>
    <message>
        <source>导出原文和批注</source>
        <translation>Export text with comments</translation>
    </message>
    <message>
        <source>{0}（批注）</source>
        <translation>{0} (comments)</translation>
    </message>
    <message>
        <source>所在文件夹</source>
        <translation>Show Folder</translation>
    </message>
    <message>
        <source>已导出“{0}”</source>
        <translation>Exported &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message numerus="yes">
        <source>已导出 {0} 份原文和批注</source>
        <translation>
            <numerusform>Exported {0} text with comments</numerusform>
            <numerusform>Exported {0} texts with comments</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}，存在 {1}</source>
        <translation>{0}, in {1}</translation>
    </message>
</context>
<context>
    <name>MatrixPane</name>
    <message>
        <source>还没有可以对比的数值</source>
        <translation>No values to compare yet</translation>
    </message>
    <message>
        <source>指标要有指标名和时期</source>
        <translation>Metrics need an indicator and a period</translation>
    </message>
    <message>
        <source>指标 × 年份</source>
        <translation>Indicator × year</translation>
    </message>
    <message>
        <source>发文单位 × 年份</source>
        <translation>Issuer × year</translation>
    </message>
    <message>
        <source>发文单位 × 标签</source>
        <translation>Issuer × tag</translation>
    </message>
    <message>
        <source>底色</source>
        <translation>Fill</translation>
    </message>
    <message>
        <source>兑现情况</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>数值大小</source>
        <translation>Size of value</translation>
    </message>
    <message>
        <source>核对状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>格内</source>
        <translation>Cell</translation>
    </message>
    <message>
        <source>最新数值</source>
        <translation>Latest value</translation>
    </message>
    <message>
        <source>同比变化</source>
        <translation>Change on year</translation>
    </message>
    <message>
        <source>条数</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>多少</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>最新原文</source>
        <translation>Newest passage</translation>
    </message>
    <message>
        <source>没有符合筛选的内容可以对比</source>
        <translation>Nothing to compare matches the filter</translation>
    </message>
    <message>
        <source>放宽筛选，或清除</source>
        <translation>Widen the filter, or clear it</translation>
    </message>
</context>
<context>
    <name>MatrixView</name>
    <message>
        <source>矩阵</source>
        <translation>Matrix</translation>
    </message>
</context>
<context>
    <name>MemberRows</name>
    <message>
        <source>还没有名字的成员</source>
        <translation>Member without a name yet</translation>
    </message>
    <message>
        <source>上次同步 {0}</source>
        <translation>last synchronised {0}</translation>
    </message>
    <message>
        <source>还没有同步过</source>
        <translation>never synchronised</translation>
    </message>
    <message>
        <source>已移出</source>
        <translation>Removed</translation>
    </message>
    <message>
        <source>已离开</source>
        <translation>Left</translation>
    </message>
    <message numerus="yes">
        <source>还没有收到我的 {0} 项改动</source>
        <translation>
            <numerusform>has not got {0} change of mine</numerusform>
            <numerusform>has not got {0} changes of mine</numerusform>
        </translation>
    </message>
    <message>
        <source>被 {0} 移出</source>
        <translation>removed by {0}</translation>
    </message>
    <message numerus="yes">
        <source>{0} 个文件还没有传完整</source>
        <translation>
            <numerusform>{0} file is not wholly there yet</numerusform>
            <numerusform>{0} files are not wholly there yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} 个文件在等报告原文</source>
        <translation>
            <numerusform>{0} file waits for the text of its report</numerusform>
            <numerusform>{0} files wait for the texts of their reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} 个文件内容不对，没有并入</source>
        <translation>
            <numerusform>{0} file is not what Quandian writes and was left out</numerusform>
            <numerusform>{0} files are not what Quandian writes and were left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} 个文件由较新的圈点写成，更新圈点后并入</source>
        <translation>
            <numerusform>{0} file is by a newer Quandian; update to take it in</numerusform>
            <numerusform>{0} files are by a newer Quandian; update to take them in</numerusform>
        </translation>
    </message>
    <message>
        <source>我</source>
        <translation>me</translation>
    </message>
    <message>
        <source>成员编号</source>
        <translation>Member id</translation>
    </message>
</context>
<context>
    <name>Merge</name>
    <message>
        <source>标签对应</source>
        <translation>Tag mapping</translation>
    </message>
    <message>
        <source>相近的报告</source>
        <translation>Similar reports</translation>
    </message>
    <message>
        <source>需要选择</source>
        <translation>To choose</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>下划线</source>
        <translation>Underline</translation>
    </message>
    <message>
        <source>按键</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>字段</source>
        <translation>Fields</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>英文名</source>
        <translation>English name</translation>
    </message>
    <message>
        <source>上级标签</source>
        <translation>Parent tag</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>地区</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>时期</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>文号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>文件名</source>
        <translation>File name</translation>
    </message>
    <message>
        <source>起点</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>终点</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>&quot;{0}&quot;</translation>
    </message>
    <message>
        <source>新标签</source>
        <translation>New tag</translation>
    </message>
    <message>
        <source>{0} → {1}</source>
        <translation>{0} → {1}</translation>
    </message>
    <message>
        <source>《{0}》</source>
        <translation>&quot;{0}&quot;</translation>
    </message>
    <message>
        <source>第 {0} 段</source>
        <translation>paragraph {0}</translation>
    </message>
    <message>
        <source>去留</source>
        <translation>Keep or delete</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>保留</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>（空）</source>
        <translation>(empty)</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>{0}：我填 {1}，对方填 {2}</source>
        <translation>{0}: mine {1}, theirs {2}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{0} 填得不同</source>
        <translation>{0} differ</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>it</translation>
    </message>
    <message>
        <source>对方改了{0}，我删除了这{1}</source>
        <translation>They changed {0}, I deleted the {1}</translation>
    </message>
    <message>
        <source>我改了{0}，对方删除了这{1}</source>
        <translation>I changed {0}, they deleted the {1}</translation>
    </message>
    <message>
        <source>保留这{0}</source>
        <translation>Keep the {0}</translation>
    </message>
    <message>
        <source>删除这{0}</source>
        <translation>Delete the {0}</translation>
    </message>
    <message>
        <source>我的</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>对方</source>
        <translation>Theirs</translation>
    </message>
    <message>
        <source>条标注</source>
        <translation>annotation</translation>
    </message>
    <message>
        <source>份报告</source>
        <translation>report</translation>
    </message>
    <message>
        <source>条关联</source>
        <translation>relation</translation>
    </message>
    <message>
        <source>个标签</source>
        <translation>tag</translation>
    </message>
    <message>
        <source>个决定</source>
        <translation>decision</translation>
    </message>
    <message>
        <source>项设置</source>
        <translation>setting</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
    <message>
        <source>{0} 项</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>简报</source>
        <translation>Briefing</translation>
    </message>
    <message>
        <source>标签的对应</source>
        <translation>Tag mapping</translation>
    </message>
    <message>
        <source>报告的对应</source>
        <translation>Report mapping</translation>
    </message>
    <message>
        <source>项目名称</source>
        <translation>Project name</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>{0} 份</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>{0} 个</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>{0} 条</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>关联</source>
        <translation>Relation</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>项目设置</source>
        <translation>Project setting</translation>
    </message>
    <message>
        <source>台账视图</source>
        <translation>Ledger view</translation>
    </message>
    <message>
        <source>没能并入</source>
        <translation>Not taken in</translation>
    </message>
</context>
<context>
    <name>MergeCommands</name>
    <message>
        <source>圈点项目和共享包 (*.quandian *.qdshare)</source>
        <translation>Quandian projects and packages (*.quandian *.qdshare)</translation>
    </message>
    <message>
        <source>合并同事的项目</source>
        <translation>Merge a colleague&apos;s project</translation>
    </message>
    <message>
        <source>圈点项目 (*.quandian)</source>
        <translation>Quandian projects (*.quandian)</translation>
    </message>
    <message>
        <source>合并到哪个项目</source>
        <translation>Merge into which project</translation>
    </message>
    <message>
        <source>比对项目</source>
        <translation>Comparing projects</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>项目刚有改动，正在重新比对；选过的都还在。看过后再合并。</source>
        <translation>The project has just changed and is being compared anew; your choices are kept. Look again, then merge.</translation>
    </message>
    <message>
        <source>先备份，再一步并入；取消就什么都没有变。</source>
        <translation>A backup first, then all in one step. Cancelling changes nothing.</translation>
    </message>
    <message>
        <source>合并</source>
        <translation>Merge</translation>
    </message>
    <message numerus="yes">
        <source>已并入 {0} 项，合并前已备份</source>
        <translation>
            <numerusform>Took in {0} item; a backup was made before</numerusform>
            <numerusform>Took in {0} items; a backup was made before</numerusform>
        </translation>
    </message>
    <message>
        <source>已并入 {0} 项，{1} 条没有放到原文上</source>
        <translation>Took in {0}; {1} could not be put on their words</translation>
    </message>
    <message>
        <source>处理冲突</source>
        <translation>Settle conflicts</translation>
    </message>
    <message>
        <source>一步写入，可以撤销。</source>
        <translation>Written as one step that can be undone.</translation>
    </message>
    <message numerus="yes">
        <source>已处理 {0} 处冲突</source>
        <translation>
            <numerusform>Settled {0} conflict</numerusform>
            <numerusform>Settled {0} conflicts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} 处冲突待定</source>
        <translation>
            <numerusform>{0} conflict waits</numerusform>
            <numerusform>{0} conflicts wait</numerusform>
        </translation>
    </message>
    <message>
        <source>这份报告还没有并入，合并后才能看原文</source>
        <translation>This report is not here yet; merge first to see its text</translation>
    </message>
</context>
<context>
    <name>MergeNamesDialog</name>
    <message>
        <source>合并</source>
        <translation>Merge</translation>
    </message>
    <message>
        <source>同义的指标名</source>
        <translation>Indicators that mean the same</translation>
    </message>
    <message>
        <source>筛选指标名</source>
        <translation>Filter indicators</translation>
    </message>
    <message>
        <source>指标名</source>
        <translation>Indicators</translation>
    </message>
    <message>
        <source>&#x3000;归入“{0}”</source>
        <translation>   part of &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>合并为</source>
        <translation>Merge into</translation>
    </message>
    <message>
        <source>报告里的原词不变，只在台账里算作一个指标</source>
        <translation>The words of the reports stay; only the ledger counts them as one</translation>
    </message>
    <message>
        <source>至少勾选两个名字，或勾选一个再写上归入哪个</source>
        <translation>Tick two names, or one and write what it belongs to</translation>
    </message>
    <message>
        <source>已合并为“{0}”</source>
        <translation>Merged into &quot;{0}&quot;</translation>
    </message>
</context>
<context>
    <name>MergePage</name>
    <message>
        <source>都用我的</source>
        <translation>All mine</translation>
    </message>
    <message>
        <source>都用对方的</source>
        <translation>All theirs</translation>
    </message>
    <message>
        <source>都用较新的</source>
        <translation>All newer</translation>
    </message>
    <message>
        <source>全部并入</source>
        <translation>Take all in</translation>
    </message>
    <message>
        <source>全部不并</source>
        <translation>Leave all out</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>没有新内容</source>
        <translation>Nothing new</translation>
    </message>
    <message>
        <source>对方没有这里缺少的内容</source>
        <translation>They have nothing that this project lacks</translation>
    </message>
    <message>
        <source>没有待定的冲突</source>
        <translation>No conflicts wait</translation>
    </message>
    <message>
        <source>都已处理，或已改成别的值</source>
        <translation>All are settled, or have other values now</translation>
    </message>
    <message numerus="yes">
        <source>没有放到原文上的 {0} 条</source>
        <translation>
            <numerusform>{0} annotation without a place</numerusform>
            <numerusform>{0} annotations without a place</numerusform>
        </translation>
    </message>
    <message>
        <source>其余都已并入</source>
        <translation>Everything else came in</translation>
    </message>
    <message>
        <source>待定的冲突 {0} 处</source>
        <translation>Waiting conflicts: {0}</translation>
    </message>
    <message>
        <source>需要选择的 {0} 处</source>
        <translation>To choose: {0}</translation>
    </message>
    <message>
        <source>已定 {0}，待定 {1}</source>
        <translation>{0} decided, {1} undecided</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>对方的标签在这里叫什么</source>
        <translation>Which tag here stands for theirs</translation>
    </message>
    <message>
        <source>勾选的，标注按原文对到这里的报告上；不勾的，作为另一份报告并入</source>
        <translation>Ticked: annotations go to the report here by their words. Not ticked: it comes as another report</translation>
    </message>
    <message>
        <source>将并入 {0}，留下 {1}</source>
        <translation>{0} come in, {1} stay out</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>合并</source>
        <translation>Merge</translation>
    </message>
    <message>
        <source>处理 {0} 处</source>
        <translation>Settle {0}</translation>
    </message>
    <message>
        <source>{0} 处待定，会留着</source>
        <translation>{0} undecided will wait</translation>
    </message>
    <message>
        <source>合并 {0} 项</source>
        <translation>Merge {0}</translation>
    </message>
    <message>
        <source>{0} 处待定，将采用较新的值</source>
        <translation>{0} undecided: the newer value will be used</translation>
    </message>
    <message>
        <source>选字段</source>
        <translation>field</translation>
    </message>
    <message>
        <source>用我的</source>
        <translation>mine</translation>
    </message>
    <message>
        <source>用对方的</source>
        <translation>theirs</translation>
    </message>
    <message>
        <source>下一处</source>
        <translation>next</translation>
    </message>
    <message>
        <source>并入或不并</source>
        <translation>take or leave</translation>
    </message>
    <message>
        <source>看原文</source>
        <translation>source</translation>
    </message>
    <message>
        <source>换窗格</source>
        <translation>next pane</translation>
    </message>
    <message>
        <source>全部对齐</source>
        <translation>Align all</translation>
    </message>
    <message>
        <source>都不对齐</source>
        <translation>Align none</translation>
    </message>
    <message>
        <source>不会并入；原因写在每条下面</source>
        <translation>These do not come in; the reason stands with each</translation>
    </message>
</context>
<context>
    <name>MergeWriter</name>
    <message>
        <source>重做合并</source>
        <translation>Redo merge</translation>
    </message>
    <message>
        <source>撤销合并</source>
        <translation>Undo merge</translation>
    </message>
    <message>
        <source>一步改回去，要几秒钟。</source>
        <translation>All goes back in one step; it takes seconds.</translation>
    </message>
    <message>
        <source>已撤销“{0}”</source>
        <translation>Undid &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>已重做“{0}”</source>
        <translation>Redid &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>MiniBar</name>
    <message>
        <source>全部标签 (0)</source>
        <translation>All tags (0)</translation>
    </message>
    <message>
        <source>备注 (N)</source>
        <translation>Note (N)</translation>
    </message>
    <message>
        <source>关联 (R)</source>
        <translation>Relation (R)</translation>
    </message>
    <message>
        <source>复制并注明出处 (Ctrl+C)</source>
        <translation>Copy with source (Ctrl+C)</translation>
    </message>
</context>
<context>
    <name>NamePopup</name>
    <message>
        <source>视图的名字</source>
        <translation>Name of the view</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>写上名字：菜单里以名字找视图</source>
        <translation>Write a name: menus list views by it</translation>
    </message>
    <message>
        <source>已有视图“{0}”。再按一次 Enter，用现在显示的替换它</source>
        <translation>There is a view &quot;{0}&quot;. Press Enter again to replace it with what is shown</translation>
    </message>
    <message>
        <source>替换</source>
        <translation>Replace</translation>
    </message>
    <message>
        <source>已有视图“{0}”，换一个名字</source>
        <translation>There is a view &quot;{0}&quot; already; choose another name</translation>
    </message>
</context>
<context>
    <name>NewBriefingDialog</name>
    <message>
        <source>新建简报</source>
        <translation>New briefing</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>新建</source>
        <translation>Create</translation>
    </message>
    <message numerus="yes">
        <source>全部 {0} 份报告</source>
        <translation>
            <numerusform>All reports ({0})</numerusform>
            <numerusform>All {0} reports</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}（{1}）</source>
        <translation>{0} ({1})</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>写给自己和同事</source>
        <translation>For yourself and colleagues</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>“{0}”不是数字。写成 1200 或 1.2亿。</source>
        <translation>&quot;{0}&quot; is not a number. Write 1200 or 1.2亿.</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>接受 A</source>
        <translation>Accept A</translation>
    </message>
    <message>
        <source>拒绝 X</source>
        <translation>Reject X</translation>
    </message>
    <message>
        <source>去审核</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>建议{0} {1}</source>
        <translation>Suggested: {0} {1}</translation>
    </message>
</context>
<context>
    <name>OpeningStrip</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>正在打开“{0}”：第一次打开，先检查文件</source>
        <translation>Opening &quot;{0}&quot;: checking the file, as it is opened here for the first time</translation>
    </message>
</context>
<context>
    <name>OrphansDialog</name>
    <message>
        <source>没有位置的手写文字</source>
        <translation>Words without a place</translation>
    </message>
    <message>
        <source>这些文字所在的章节现在没有内容或没有收入。章节回来，文字就回来；也可以移到当前章节的引言里。</source>
        <translation>The sections of these words are empty or left out now. When a section comes back, so do its words; or move them to the introduction of the current section.</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>移到“{0}”</source>
        <translation>Move to &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>移到当前章节</source>
        <translation>Move to the current section</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>一节</source>
        <translation>a section</translation>
    </message>
    <message>
        <source>“{0}”的引言</source>
        <translation>Introduction of &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>“{0}”的结语</source>
        <translation>Closing words of &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>“{0}”里的一段</source>
        <translation>A paragraph in &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>先在提纲里选一节</source>
        <translation>Choose a section in the outline first</translation>
    </message>
</context>
<context>
    <name>Outline</name>
    <message>
        <source>大纲</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>没有标题</source>
        <translation>No headings</translation>
    </message>
    <message>
        <source>这份报告没有可识别的各级标题</source>
        <translation>No headings were recognised in this report</translation>
    </message>
</context>
<context>
    <name>OutlinePanel</name>
    <message>
        <source>提纲</source>
        <translation>Outline</translation>
    </message>
    <message>
        <source>本节来源</source>
        <translation>Sources of this section</translation>
    </message>
    <message>
        <source>显示哪些</source>
        <translation>What shows</translation>
    </message>
    <message>
        <source>加一节、图表或引言</source>
        <translation>Add a section, a chart or an introduction</translation>
    </message>
    <message>
        <source>第 {0} 段</source>
        <translation>para. {0}</translation>
    </message>
    <message numerus="yes">
        <source>{0} 条</source>
        <translation>
            <numerusform>{0} item</numerusform>
            <numerusform>{0} items</numerusform>
        </translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>显示未收入的章节</source>
        <translation>Show sections left out</translation>
    </message>
    <message>
        <source>全部展开</source>
        <translation>Expand all</translation>
    </message>
    <message>
        <source>全部收起</source>
        <translation>Collapse all</translation>
    </message>
    <message>
        <source>选一节，这里列出它写进的标注</source>
        <translation>Choose a section: the annotations it tells are listed here</translation>
    </message>
    <message>
        <source>拖动可调整次序，空格可取消勾选，Enter 写引言</source>
        <translation>Drag to change the order, Space leaves out, Enter writes an introduction</translation>
    </message>
</context>
<context>
    <name>OutlineRows</name>
    <message>
        <source>标题 {0}</source>
        <translation>Title {0}</translation>
    </message>
    <message>
        <source>图 {0}</source>
        <translation>Chart {0}</translation>
    </message>
    <message>
        <source>附录 {0}</source>
        <translation>Appendix {0}</translation>
    </message>
    <message>
        <source>数量统计</source>
        <translation>Numbers of items</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>未收入</source>
        <translation>left out</translation>
    </message>
    <message numerus="yes">
        <source>{0} 条</source>
        <translation>
            <numerusform>{0} item</numerusform>
            <numerusform>{0} items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>未知日期</source>
        <translation>Unknown date</translation>
    </message>
    <message>
        <source>未知单位</source>
        <translation>Unknown issuer</translation>
    </message>
    <message>
        <source>已展开</source>
        <translation>expanded</translation>
    </message>
    <message>
        <source>已折叠</source>
        <translation>folded</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>未开始</source>
        <translation>Not started</translation>
    </message>
    <message>
        <source>待核</source>
        <translation>To check</translation>
    </message>
    <message>
        <source>已核</source>
        <translation>Checked</translation>
    </message>
    <message>
        <source>存疑</source>
        <translation>Doubtful</translation>
    </message>
    <message>
        <source>等于</source>
        <translation>equal</translation>
    </message>
    <message>
        <source>约</source>
        <translation>about</translation>
    </message>
    <message>
        <source>超过</source>
        <translation>over</translation>
    </message>
    <message>
        <source>以上</source>
        <translation>at least</translation>
    </message>
    <message>
        <source>接近</source>
        <translation>nearly</translation>
    </message>
    <message>
        <source>以内</source>
        <translation>at most</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Money</translation>
    </message>
    <message>
        <source>比率</source>
        <translation>Percentage</translation>
    </message>
    <message>
        <source>数量</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>长度</source>
        <translation>Length</translation>
    </message>
    <message>
        <source>面积</source>
        <translation>Area</translation>
    </message>
    <message>
        <source>时长</source>
        <translation>Duration</translation>
    </message>
    <message>
        <source>位次</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>衡量</source>
        <translation>Measures</translation>
    </message>
    <message>
        <source>衡量此项</source>
        <translation>Measured by</translation>
    </message>
    <message>
        <source>兑现</source>
        <translation>Fulfils</translation>
    </message>
    <message>
        <source>兑现此项</source>
        <translation>Fulfilled by</translation>
    </message>
    <message>
        <source>支持</source>
        <translation>Supports</translation>
    </message>
    <message>
        <source>支持此项</source>
        <translation>Supported by</translation>
    </message>
    <message>
        <source>矛盾</source>
        <translation>Contradicts</translation>
    </message>
    <message>
        <source>相关</source>
        <translation>Related</translation>
    </message>
    <message>
        <source>部分兑现</source>
        <translation>Partly met</translation>
    </message>
    <message>
        <source>未达</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>未提及</source>
        <translation>Silent</translation>
    </message>
    <message>
        <source>已脱敏</source>
        <translation>Masked</translation>
    </message>
    <message>
        <source>昨天 {0}</source>
        <translation>Yesterday {0}</translation>
    </message>
    <message>
        <source>空</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>是</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>no</translation>
    </message>
    <message>
        <source>撤销：{0}</source>
        <translation>Undone: {0}</translation>
    </message>
    <message>
        <source>重做：{0}</source>
        <translation>Redone: {0}</translation>
    </message>
    <message>
        <source>删除{0}</source>
        <translation>Deleted {0}</translation>
    </message>
    <message>
        <source>建立关联：{0}</source>
        <translation>Added relation: {0}</translation>
    </message>
    <message>
        <source>取消关联：{0}</source>
        <translation>Deleted relation: {0}</translation>
    </message>
    <message>
        <source>导入报告</source>
        <translation>Imported the report</translation>
    </message>
    <message>
        <source>调整范围</source>
        <translation>Adjusted range</translation>
    </message>
    <message>
        <source>由{0}改为{1}</source>
        <translation>Changed {0} to {1}</translation>
    </message>
    <message>
        <source>状态改为{0}</source>
        <translation>Set status to {0}</translation>
    </message>
    <message>
        <source>标为已完成</source>
        <translation>Marked as done</translation>
    </message>
    <message>
        <source>标为未完成</source>
        <translation>Marked as not done</translation>
    </message>
    <message>
        <source>标题改为“{0}”</source>
        <translation>Changed title to &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>写备注</source>
        <translation>Wrote note</translation>
    </message>
    <message>
        <source>修改备注</source>
        <translation>Edited note</translation>
    </message>
    <message>
        <source>删除备注</source>
        <translation>Deleted note</translation>
    </message>
    <message>
        <source>填写{0} {1}</source>
        <translation>Set {0} to {1}</translation>
    </message>
    <message>
        <source>清空{0}</source>
        <translation>Cleared {0}</translation>
    </message>
    <message>
        <source>将{0}由 {1} 改为 {2}</source>
        <translation>Changed {0} from {1} to {2}</translation>
    </message>
    <message>
        <source>第 {0} 段</source>
        <translation>paragraph {0}</translation>
    </message>
    <message>
        <source>删除报告</source>
        <translation>Deleted the report</translation>
    </message>
    <message>
        <source>接受建议，标注{0}</source>
        <translation>Accepted suggestion, tagged as {0}</translation>
    </message>
    <message>
        <source>标注{0}</source>
        <translation>Tagged as {0}</translation>
    </message>
    <message>
        <source>合并已撤销</source>
        <translation>merge undone</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>打开加密的共享包</source>
        <translation>Open a sealed package</translation>
    </message>
    <message>
        <source>“{0}”加了口令。向分享的人要口令。</source>
        <translation>“{0}” is sealed. Ask whoever shared it for the passphrase.</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>口令不对。核对大小写和空格，再输入一次。</source>
        <translation>Wrong passphrase. Check capitals and blanks, and type it again.</translation>
    </message>
</context>
<context>
    <name>PassphraseFields</name>
    <message>
        <source>留空就不加密</source>
        <translation>Leave empty not to seal</translation>
    </message>
    <message>
        <source>太短，容易被猜出；四个不相干的词最好</source>
        <translation>Too short, easily guessed; four unrelated words are best</translation>
    </message>
    <message>
        <source>还可以；再长一些更安全</source>
        <translation>Fair; longer is safer</translation>
    </message>
    <message>
        <source>够长。忘了口令就打不开，也没有别的办法</source>
        <translation>Long enough. If it is forgotten, nothing opens the package</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>再输一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>两次输入的口令不一样</source>
        <translation>The two passphrases differ</translation>
    </message>
</context>
<context>
    <name>PeriodField</name>
    <message>
        <source>例如 2021 或 2021-2023</source>
        <translation>For example 2021 or 2021-2023</translation>
    </message>
    <message>
        <source>时期写成年份 2021 或 2021-2023；不知道就空着。</source>
        <translation>Write the period as years: 2021 or 2021-2023; leave it empty if unknown.</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>报告之后要做到、要达到的事</source>
        <translation>To be done or reached after the report</translation>
    </message>
    <message>
        <source>到报告时已经做到、达到的事</source>
        <translation>Done or reached by the time of the report</translation>
    </message>
    <message>
        <source>衡量目标、成效或状况的数量</source>
        <translation>A quantity that measures a goal, a result or a state</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>{0}：{1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>{0}（{1}）</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>{0} 月 {1} 日</source>
        <translation>{0}/{1}</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>偏好设置</source>
        <translation>Preferences</translation>
    </message>
    <message>
        <source>改动立即生效</source>
        <translation>Changes take effect at once</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>署名</source>
        <translation>Your name</translation>
    </message>
    <message>
        <source>标注和历史记录用这个名字，从下次打开项目起。</source>
        <translation>Annotations and history carry this name, from the next opening of a project.</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>Same as system</translation>
    </message>
    <message>
        <source>简体中文</source>
        <translation>简体中文</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>重新打开圈点后换用新语言。</source>
        <translation>The language changes when Quandian is opened again.</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>护眼</source>
        <translation>Sepia</translation>
    </message>
    <message>
        <source>主题</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>{0} 像素</source>
        <translation>{0} px</translation>
    </message>
    <message>
        <source>行距</source>
        <translation>Line height</translation>
    </message>
    <message>
        <source>正文字号</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>正文用宋体</source>
        <translation>Serif text</translation>
    </message>
    <message>
        <source>本机没有合适的宋体，可以安装思源宋体（Noto Serif CJK SC）</source>
        <translation>No suitable serif font here; Noto Serif CJK SC can be installed</translation>
    </message>
    <message>
        <source>分句</source>
        <translation>Clause</translation>
    </message>
    <message>
        <source>词</source>
        <translation>Word</translation>
    </message>
    <message>
        <source>字</source>
        <translation>Character</translation>
    </message>
    <message>
        <source>选区吸附</source>
        <translation>Snap to</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>每个项目每天自动备份一次，留最近 10 份</source>
        <translation>Each project is backed up once a day; the last 10 backups are kept</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Backups</translation>
    </message>
    <message>
        <source>设置…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>公文字体</source>
        <translation>Briefing fonts</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>版面预览</source>
        <translation>Page preview</translation>
    </message>
</context>
<context>
    <name>PreviewStrip</name>
    <message>
        <source>GB/T 9704 · 每页 22 行 28 字</source>
        <translation>GB/T 9704 · 22 lines of 28 characters</translation>
    </message>
    <message>
        <source>去第几页</source>
        <translation>Go to a page</translation>
    </message>
    <message>
        <source>页码</source>
        <translation>Page number</translation>
    </message>
    <message>
        <source>缩小 (Ctrl+-)</source>
        <translation>Smaller (Ctrl+-)</translation>
    </message>
    <message>
        <source>缩放</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>放大 (Ctrl+=)</source>
        <translation>Larger (Ctrl+=)</translation>
    </message>
    <message>
        <source>第 {0} / {1} 页</source>
        <translation>Page {0} of {1}</translation>
    </message>
    <message>
        <source>缩放 {0}%</source>
        <translation>Zoom {0}%</translation>
    </message>
    <message>
        <source>适合宽度</source>
        <translation>Fit width</translation>
    </message>
    <message>
        <source>这是公文版面；Word 按模板“{0}”</source>
        <translation>Shown in official form; Word follows the template &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>看填好的样子</source>
        <translation>Show it filled in</translation>
    </message>
</context>
<context>
    <name>ProgressDialog</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>正在取消…</source>
        <translation>Cancelling…</translation>
    </message>
</context>
<context>
    <name>ProjectCommands</name>
    <message>
        <source>圈点项目 (*.quandian)</source>
        <translation>Quandian projects (*.quandian)</translation>
    </message>
    <message>
        <source>新项目.quandian</source>
        <translation>New project.quandian</translation>
    </message>
    <message>
        <source>新建项目</source>
        <translation>New project</translation>
    </message>
    <message>
        <source>打开项目</source>
        <translation>Open project</translation>
    </message>
    <message>
        <source>报告 ({0});;所有文件 (*)</source>
        <translation>Reports ({0});;All files (*)</translation>
    </message>
    <message>
        <source>导入报告</source>
        <translation>Import reports</translation>
    </message>
    <message>
        <source>为这些报告新建项目</source>
        <translation>New project for these reports</translation>
    </message>
    <message>
        <source>剪贴板里没有文字</source>
        <translation>There is no text on the clipboard</translation>
    </message>
    <message>
        <source>剪贴板文字.txt</source>
        <translation>Clipboard text.txt</translation>
    </message>
    <message>
        <source>已备份到 {0}</source>
        <translation>Backed up to {0}</translation>
    </message>
    <message>
        <source>项目完好：文字、标注与历史一致</source>
        <translation>The project is sound: texts, annotations and history agree</translation>
    </message>
    <message numerus="yes">
        <source>已删除 {0} 份报告及其标注</source>
        <translation>
            <numerusform>Deleted {0} report with its annotations</numerusform>
            <numerusform>Deleted {0} reports with their annotations</numerusform>
        </translation>
    </message>
    <message>
        <source>所有文件 (*);;报告 ({0})</source>
        <translation>All files (*);;Reports ({0})</translation>
    </message>
    <message>
        <source>导入报告并选择编码</source>
        <translation>Import and choose encoding</translation>
    </message>
    <message>
        <source>圈点项目和共享包 (*.quandian *.qdshare)</source>
        <translation>Quandian projects and packages (*.quandian *.qdshare)</translation>
    </message>
    <message>
        <source>已写出共享包“{0}”</source>
        <translation>Wrote the package “{0}”</translation>
    </message>
    <message>
        <source>以只读方式打开</source>
        <translation>Open for reading only</translation>
    </message>
    <message>
        <source>检查“{0}”</source>
        <translation>Checking &quot;{0}&quot;</translation>
    </message>
</context>
<context>
    <name>ProjectHistoryDialog</name>
    <message>
        <source>项目历史</source>
        <translation>Project history</translation>
    </message>
    <message>
        <source>谁在什么时候做了什么</source>
        <translation>Who did what, and when</translation>
    </message>
    <message>
        <source>没有符合的历史</source>
        <translation>Nothing matches</translation>
    </message>
    <message>
        <source>换一个条件，或清除筛选</source>
        <translation>Try other conditions, or clear the filters</translation>
    </message>
    <message>
        <source>所有人</source>
        <translation>Everybody</translation>
    </message>
    <message>
        <source>全部时间</source>
        <translation>Any time</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>最近 7 天</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>最近 30 天</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>自选日期</source>
        <translation>Chosen days</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>全部种类</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>全部标签</source>
        <translation>All tags</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>全部报告</source>
        <translation>All reports</translation>
    </message>
    <message>
        <source>查找改动的文字</source>
        <translation>Find in what was changed</translation>
    </message>
    <message>
        <source>从</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到</source>
        <translation>To</translation>
    </message>
    <message>
        <source>导出…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>看原文</source>
        <translation>Show source</translation>
    </message>
    <message>
        <source>恢复这条标注…</source>
        <translation>Restore this annotation…</translation>
    </message>
    <message>
        <source>标签恢复到这时…</source>
        <translation>Restore tags as of then…</translation>
    </message>
    <message>
        <source>另存为自己的项目后就能导出</source>
        <translation>Save it as a project of your own to export</translation>
    </message>
    <message>
        <source>读取历史</source>
        <translation>Reading the history</translation>
    </message>
    <message>
        <source>这份报告已删除，没有原文可看。</source>
        <translation>This report was deleted; there is no source to show.</translation>
    </message>
    <message>
        <source>{0}的历史</source>
        <translation>History of {0}</translation>
    </message>
    <message>
        <source>Excel 工作簿 (*.xlsx);;CSV (*.csv);;JSON (*.json)</source>
        <translation>Excel workbook (*.xlsx);;CSV (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>导出历史</source>
        <translation>Export history</translation>
    </message>
    <message>
        <source>已导出到 {0}</source>
        <translation>Exported to {0}</translation>
    </message>
</context>
<context>
    <name>QuantityEditor</name>
    <message>
        <source>区间</source>
        <translation>Range</translation>
    </message>
    <message>
        <source>比较</source>
        <translation>Comparator</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>“{0}”不是数字。写成 1100 或 1.1亿。</source>
        <translation>&quot;{0}&quot; is not a number. Write 1100 or 1.1亿.</translation>
    </message>
    <message>
        <source>区间缺少起始的数值。</source>
        <translation>The range has no first value.</translation>
    </message>
    <message>
        <source>区间的后一个数小于前一个数。</source>
        <translation>The second number of the range is smaller than the first.</translation>
    </message>
    <message>
        <source>原文隐去了数字</source>
        <translation>The text hides the figure</translation>
    </message>
    <message>
        <source>折算 {0} {1}</source>
        <translation>Normalised {0} {1}</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>待审建议</source>
        <translation>To review</translation>
    </message>
    <message>
        <source>筛选与次序</source>
        <translation>Filter and order</translation>
    </message>
    <message>
        <source>把握 ≥ {0}%</source>
        <translation>Confidence ≥ {0}%</translation>
    </message>
    <message>
        <source>把握 &lt; {0}%</source>
        <translation>Confidence &lt; {0}%</translation>
    </message>
    <message>
        <source>把握不限</source>
        <translation>Any confidence</translation>
    </message>
    <message>
        <source>只看一份报告</source>
        <translation>One report only</translation>
    </message>
    <message>
        <source>全部报告</source>
        <translation>All reports</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>偏好设置</source>
        <translation>Preferences</translation>
    </message>
    <message>
        <source>快捷键 (F1)</source>
        <translation>Keyboard shortcuts (F1)</translation>
    </message>
</context>
<context>
    <name>RangePopup</name>
    <message>
        <source>不小于</source>
        <translation>At least</translation>
    </message>
    <message>
        <source>不大于</source>
        <translation>At most</translation>
    </message>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>可写 60亿元、3000万；写了单位就只找这类单位</source>
        <translation>Such as 60亿元 or 3000万; with a unit, only figures of such units</translation>
    </message>
    <message>
        <source>60亿元、300 或 2.5</source>
        <translation>300, 2.5 or 60亿元</translation>
    </message>
    <message>
        <source>2022、2022-06 或 2022-06-30</source>
        <translation>2022, 2022-06 or 2022-06-30</translation>
    </message>
    <message>
        <source>“{0}”读不懂。写成 {1} 这样。</source>
        <translation>&quot;{0}&quot; cannot be read. Write it like {1}.</translation>
    </message>
    <message>
        <source>没有数既不小于 {0}，又不大于 {1}。</source>
        <translation>No number is at least {0} and at most {1}.</translation>
    </message>
</context>
<context>
    <name>ReadOnly</name>
    <message>
        <source>这个项目是只读打开的。合并到自己的项目，或另存为自己的项目，就能改动</source>
        <translation>This project is open for reading only. Merge it into a project of yours, or save it as one, to make changes</translation>
    </message>
</context>
<context>
    <name>ReadOnlyBar</name>
    <message>
        <source>可以阅读、查找、导出，不能改动</source>
        <translation>Read, search and export; no changes</translation>
    </message>
    <message>
        <source>另存为我的项目…</source>
        <translation>Save as my project…</translation>
    </message>
    <message>
        <source>合并到我的项目…</source>
        <translation>Merge into my project…</translation>
    </message>
    <message>
        <source>只读：来自 {0}</source>
        <translation>Read only: from {0}</translation>
    </message>
</context>
<context>
    <name>ReaderHeader</name>
    <message>
        <source>报告信息</source>
        <translation>Report details</translation>
    </message>
</context>
<context>
    <name>ReaderView</name>
    <message>
        <source>报告正文</source>
        <translation>Report text</translation>
    </message>
    <message>
        <source>标注栏</source>
        <translation>Annotation margin</translation>
    </message>
    <message>
        <source>滚动图</source>
        <translation>Scroll map</translation>
    </message>
    <message>
        <source>{0}，第 {1} 段</source>
        <translation>{0}, paragraph {1}</translation>
    </message>
</context>
<context>
    <name>ReadingPage</name>
    <message>
        <source>还没有打开报告</source>
        <translation>No report open</translation>
    </message>
    <message>
        <source>把报告文件拖到这里，或从文件导入</source>
        <translation>Drag report files here, or import them</translation>
    </message>
    <message>
        <source>导入报告…</source>
        <translation>Import reports…</translation>
    </message>
</context>
<context>
    <name>ReadingPresenter</name>
    <message>
        <source>标注“{0}”</source>
        <translation>Tag &quot;{0}&quot;</translation>
    </message>
    <message numerus="yes">
        <source>选中 {0} 字</source>
        <translation>
            <numerusform>{0} character selected</numerusform>
            <numerusform>{0} characters selected</numerusform>
        </translation>
    </message>
    <message>
        <source>第 {0} 段，共 {1} 段</source>
        <translation>Paragraph {0} of {1}</translation>
    </message>
    <message>
        <source>“{0}”（{1}《{2}》第{3}段）</source>
        <translation>“{0}” ({1}, “{2}”, paragraph {3})</translation>
    </message>
    <message>
        <source>撤销“{0}”</source>
        <translation>Undo &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>重做“{0}”</source>
        <translation>Redo &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>接受并改为“{0}”</source>
        <translation>Accept as &quot;{0}&quot;</translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>今天 {0}</source>
        <translation>Today {0}</translation>
    </message>
    <message>
        <source>昨天 {0}</source>
        <translation>Yesterday {0}</translation>
    </message>
    <message>
        <source>最近的项目</source>
        <translation>Recent projects</translation>
    </message>
    <message>
        <source>找不到文件，可能已移动</source>
        <translation>File not found; it may have been moved</translation>
    </message>
    <message>
        <source>{0}，{1}，{2}</source>
        <translation>{0}, {1}, {2}</translation>
    </message>
    <message numerus="yes">
        <source>{0} 份报告</source>
        <translation>
            <numerusform>{0} report</numerusform>
            <numerusform>{0} reports</numerusform>
        </translation>
    </message>
    <message>
        <source>重新定位…</source>
        <translation>Locate…</translation>
    </message>
    <message>
        <source>没有符合的项目</source>
        <translation>No matching projects</translation>
    </message>
    <message>
        <source>还没有打开过项目</source>
        <translation>No project opened yet</translation>
    </message>
    <message>
        <source>用过的项目会列在这里，点一下就能接着做</source>
        <translation>Projects you have used are listed here; click one to go on</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>从列表移除</source>
        <translation>Remove from list</translation>
    </message>
    <message>
        <source>换一个词，或清除筛选</source>
        <translation>Try another word, or clear the filter</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>还没有项目</source>
        <translation>No projects yet</translation>
    </message>
</context>
<context>
    <name>RelateDialog</name>
    <message>
        <source>建立关联</source>
        <translation>Add relation</translation>
    </message>
    <message>
        <source>在全部报告的标注里筛选文字、备注、字段</source>
        <translation>Filter the annotations of all reports by text, note or field</translation>
    </message>
    <message>
        <source>筛选标注</source>
        <translation>Filter annotations</translation>
    </message>
    <message>
        <source>可关联的标注</source>
        <translation>Annotations to relate to</translation>
    </message>
    <message>
        <source>为什么这样关联（可不填）</source>
        <translation>Why they are related (optional)</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>关系</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>衡量：本条是衡量对方的指标</source>
        <translation>Measures: this is a metric of the other</translation>
    </message>
    <message>
        <source>由对方衡量：对方是本条的指标</source>
        <translation>Measured by: the other is a metric of this</translation>
    </message>
    <message>
        <source>兑现：本条回应对方的目标</source>
        <translation>Fulfils: this answers the other&apos;s goal</translation>
    </message>
    <message>
        <source>由对方兑现：对方回应本条的目标</source>
        <translation>Fulfilled by: the other answers this goal</translation>
    </message>
    <message>
        <source>支持：两条说法一致</source>
        <translation>Supports: both say the same</translation>
    </message>
    <message>
        <source>矛盾：两条说法不合</source>
        <translation>Contradicts: the two disagree</translation>
    </message>
    <message>
        <source>相关：其他关系</source>
        <translation>Related: some other way</translation>
    </message>
    <message>
        <source>结论</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>兑现</source>
        <translation>Met</translation>
    </message>
    <message>
        <source>部分兑现</source>
        <translation>Partly met</translation>
    </message>
    <message>
        <source>未达</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>未提及</source>
        <translation>Silent</translation>
    </message>
    <message>
        <source>没有可关联的标注。先标出另一句，或换一个词筛选。</source>
        <translation>Nothing to relate to. Tag another passage first, or filter by another word.</translation>
    </message>
    <message>
        <source>已建立关联</source>
        <translation>Relation added</translation>
    </message>
</context>
<context>
    <name>RelationsBox</name>
    <message>
        <source>关联</source>
        <translation>Relations</translation>
    </message>
    <message>
        <source>建立关联 (R)</source>
        <translation>Add relation (R)</translation>
    </message>
    <message>
        <source>没有关联</source>
        <translation>No relations</translation>
    </message>
    <message>
        <source>取消关联</source>
        <translation>Delete relation</translation>
    </message>
</context>
<context>
    <name>ReportChecks</name>
    <message>
        <source>已选</source>
        <translation>Selected</translation>
    </message>
    <message>
        <source>未选</source>
        <translation>Not selected</translation>
    </message>
    <message numerus="yes">
        <source>{0}，{1}，{2} 条标注</source>
        <translation>
            <numerusform>{0}, {1}, {2} annotation</numerusform>
            <numerusform>{0}, {1}, {2} annotations</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} 条</source>
        <translation>{0}</translation>
    </message>
</context>
<context>
    <name>ReportFacts</name>
    <message>
        <source>没有选中的标注</source>
        <translation>No annotation selected</translation>
    </message>
    <message>
        <source>选中文字后按 1、2、3，或点按已有的标注</source>
        <translation>Select words and press 1–3, or click one</translation>
    </message>
    <message>
        <source>报告信息</source>
        <translation>Report details</translation>
    </message>
    <message>
        <source>修改报告信息…</source>
        <translation>Edit report details…</translation>
    </message>
    <message>
        <source>没有打开的报告</source>
        <translation>No report open</translation>
    </message>
    <message>
        <source>在左边选一份报告</source>
        <translation>Choose a report on the left</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>文号</source>
        <translation>Doc. no.</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>时期</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>地区</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>文种</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>点按已有的标注看详情</source>
        <translation>Click an annotation to see what it says</translation>
    </message>
</context>
<context>
    <name>ReportPropertiesDialog</name>
    <message>
        <source>编辑报告信息</source>
        <translation>Edit report details</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>文号</source>
        <translation>Doc. no.</translation>
    </message>
    <message>
        <source>发布日期</source>
        <translation>Issued on</translation>
    </message>
    <message>
        <source>所述时期</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>地区</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>文种</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>来自“{0}”，{1} 字，{2} 导入</source>
        <translation>From &quot;{0}&quot;, {1} characters, imported {2}</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>未开始</source>
        <translation>Not started</translation>
    </message>
    <message>
        <source>进行中</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>标题不能空着：报告在列表和简报里以标题出现。</source>
        <translation>The title cannot be empty: lists and briefings show the report by its title.</translation>
    </message>
</context>
<context>
    <name>ReportsDialog</name>
    <message>
        <source>收入哪些报告</source>
        <translation>Which reports</translation>
    </message>
    <message>
        <source>收入简报的报告</source>
        <translation>Reports of the briefing</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>全不选</source>
        <translation>None</translation>
    </message>
    <message>
        <source>全选</source>
        <translation>All</translation>
    </message>
    <message numerus="yes">
        <source>{0} 份报告</source>
        <translation>
            <numerusform>{0} report</numerusform>
            <numerusform>{0} reports</numerusform>
        </translation>
    </message>
    <message>
        <source>至少选一份报告</source>
        <translation>Choose at least one report</translation>
    </message>
    <message>
        <source>按列出的次序写进简报；以后导入的报告只在全选时自动收入</source>
        <translation>In the order listed; reports imported later are taken in only where all are chosen</translation>
    </message>
</context>
<context>
    <name>ReportsPanel</name>
    <message>
        <source>排序</source>
        <translation>Sort</translation>
    </message>
    <message>
        <source>筛选标题、单位、年份</source>
        <translation>Filter by title, issuer, year</translation>
    </message>
    <message>
        <source>筛选报告</source>
        <translation>Filter reports</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>还没有报告</source>
        <translation>No reports yet</translation>
    </message>
    <message>
        <source>没有符合的报告</source>
        <translation>No matching reports</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear filter</translation>
    </message>
    <message>
        <source>{0} 份</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>按单位</source>
        <translation>By issuer</translation>
    </message>
    <message>
        <source>按时间</source>
        <translation>By date</translation>
    </message>
    <message>
        <source>按标题</source>
        <translation>By title</translation>
    </message>
    <message>
        <source>按导入顺序</source>
        <translation>By import order</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>报告信息…</source>
        <translation>Report details…</translation>
    </message>
    <message>
        <source>标为未完成</source>
        <translation>Mark as not done</translation>
    </message>
    <message>
        <source>标为已完成</source>
        <translation>Mark as done</translation>
    </message>
    <message>
        <source>删除这份报告</source>
        <translation>Delete this report</translation>
    </message>
    <message>
        <source>删除这 {0} 份报告</source>
        <translation>Delete these {0} reports</translation>
    </message>
    <message>
        <source>导入报告…</source>
        <translation>Import reports…</translation>
    </message>
    <message>
        <source>把文件拖到这里，或从文件导入</source>
        <translation>Drag files here, or import them</translation>
    </message>
    <message>
        <source>导出原文和批注…</source>
        <translation>Export Text with Comments…</translation>
    </message>
    <message>
        <source>导出这 {0} 份的原文和批注…</source>
        <translation>Export the Texts of These {0} with Comments…</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>恢复这条标注</source>
        <translation>Restore this annotation</translation>
    </message>
    <message>
        <source>恢复标签</source>
        <translation>Restore tags</translation>
    </message>
    <message>
        <source>将作这些改动，一步完成，可以撤销：</source>
        <translation>These changes will be made, as one step that can be undone:</translation>
    </message>
    <message>
        <source>……共 {0} 处</source>
        <translation>… {0} changes in all</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>已恢复这条标注</source>
        <translation>Annotation restored</translation>
    </message>
    <message>
        <source>已恢复标签</source>
        <translation>Tags restored</translation>
    </message>
    <message>
        <source>删除后来添加、没有标注使用的标签</source>
        <translation>Remove tags added since that no annotation has</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>建议{0}</source>
        <translation>Suggested: {0}</translation>
    </message>
    <message>
        <source>把握 {0}</source>
        <translation>Confidence {0}</translation>
    </message>
    <message>
        <source>时期</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>{0}“{1}”</source>
        <translation>{0} &quot;{1}&quot;</translation>
    </message>
    <message>
        <source>接受后同时写入</source>
        <translation>Written with it</translation>
    </message>
    <message>
        <source>还有 {0} 条</source>
        <translation>{0} more</translation>
    </message>
    <message>
        <source>接受后关联：指标“衡量”{0}</source>
        <translation>Then related: the metric measures this {0}</translation>
    </message>
    <message>
        <source>接受后接着审其中的指标</source>
        <translation>Then to review: its metrics</translation>
    </message>
    <message>
        <source>约剩 {0} 分钟</source>
        <translation>about {0} min left</translation>
    </message>
    <message>
        <source>约剩 {0} 小时</source>
        <translation>about {0} h left</translation>
    </message>
    <message>
        <source>正在从 {0} 个决定中学习…</source>
        <translation>Learning from {0} decisions…</translation>
    </message>
    <message>
        <source>已从 {0} 个决定中学习</source>
        <translation>Learned from {0} decisions</translation>
    </message>
    <message>
        <source>还没有从审核结果学习</source>
        <translation>Nothing learned from decisions yet</translation>
    </message>
    <message>
        <source>再审 {0} 条，停手时自动学习</source>
        <translation>Learns after {0} more, when you pause</translation>
    </message>
    <message>
        <source>停手几秒后自动学习</source>
        <translation>Learns when you pause</translation>
    </message>
    <message>
        <source>接受 {0}，改正 {1}，拒绝 {2}</source>
        <translation>{0} accepted, {1} corrected, {2} rejected</translation>
    </message>
    <message>
        <source>经验：这个标签</source>
        <translation>Experience with this tag</translation>
    </message>
    <message>
        <source>从 {0} 次判断里学到：</source>
        <translation>Learnt from {0} decisions:</translation>
    </message>
    <message>
        <source>建议不变，只是把握有变</source>
        <translation>same suggestions, other confidence</translation>
    </message>
    <message>
        <source>{0} 条不再建议</source>
        <translation>{0} no longer suggested</translation>
    </message>
    <message>
        <source>{0} 条新增</source>
        <translation>{0} new</translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message>
        <source>接受</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>拒绝</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>改范围</source>
        <translation>Adjust range</translation>
    </message>
    <message>
        <source>改为</source>
        <translation>Change to</translation>
    </message>
    <message>
        <source>改为其他标签</source>
        <translation>Change to another tag</translation>
    </message>
</context>
<context>
    <name>ReviewCommands</name>
    <message>
        <source>待审 {0}</source>
        <translation>{0} to review</translation>
    </message>
    <message>
        <source>本次接受 {0}，拒绝 {1}，跳过 {2}</source>
        <translation>This time: {0} accepted, {1} rejected, {2} skipped</translation>
    </message>
</context>
<context>
    <name>ReviewController</name>
    <message>
        <source>接受同类建议</source>
        <translation>Accept similar suggestions</translation>
    </message>
    <message>
        <source>接受列出的全部建议</source>
        <translation>Accept all listed suggestions</translation>
    </message>
    <message>
        <source>拒绝列出的全部建议</source>
        <translation>Reject all listed suggestions</translation>
    </message>
    <message>
        <source>建议{0}：{1}</source>
        <translation>Suggested {0}: {1}</translation>
    </message>
</context>
<context>
    <name>ReviewHeader</name>
    <message>
        <source>第 {0} 条，共 {1} 条</source>
        <translation>{0} of {1}</translation>
    </message>
    <message>
        <source>建议：{0}</source>
        <translation>Suggested: {0}</translation>
    </message>
    <message>
        <source>不在列出的 {1} 条里</source>
        <translation>Not among the {1} listed</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>没有待审的建议</source>
        <translation>Nothing to review</translation>
    </message>
    <message>
        <source>建议都已审完，或者还没有分析报告</source>
        <translation>All is decided, or no report is analysed yet</translation>
    </message>
    <message>
        <source>重新分析</source>
        <translation>Analyse again</translation>
    </message>
    <message>
        <source>筛选后没有建议</source>
        <translation>No suggestions match</translation>
    </message>
    <message>
        <source>还有建议，只是没有列出</source>
        <translation>There are more; the filter hides them</translation>
    </message>
    <message>
        <source>显示全部建议</source>
        <translation>Show all suggestions</translation>
    </message>
    <message>
        <source>正在准备建议</source>
        <translation>Preparing suggestions</translation>
    </message>
    <message>
        <source>分析过的报告会接连出现在这里</source>
        <translation>Reports appear here as they are analysed</translation>
    </message>
</context>
<context>
    <name>ScopeFold</name>
    <message>
        <source>范围</source>
        <translation>Scope</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>核对状态</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>取自台账</source>
        <translation>From the ledger</translation>
    </message>
    <message>
        <source>把台账现在的筛选用作这份简报的范围</source>
        <translation>Take what the ledger&apos;s filter finds now as the scope of this briefing</translation>
    </message>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>有筛选</source>
        <translation>filtered</translation>
    </message>
    <message numerus="yes">
        <source>全部 {0} 份报告</source>
        <translation>
            <numerusform>All reports ({0})</numerusform>
            <numerusform>All {0} reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} 份报告</source>
        <translation>
            <numerusform>{0} report</numerusform>
            <numerusform>{0} reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>只收选定的 {0} 条</source>
        <translation>
            <numerusform>Only {0} chosen annotation</numerusform>
            <numerusform>Only {0} chosen annotations</numerusform>
        </translation>
    </message>
    <message>
        <source>含“{0}”</source>
        <translation>with &quot;{0}&quot;</translation>
    </message>
    <message numerus="yes">
        <source>台账筛选 {0} 项</source>
        <translation>
            <numerusform>{0} filter of the ledger</numerusform>
            <numerusform>{0} filters of the ledger</numerusform>
        </translation>
    </message>
    <message>
        <source>不筛选</source>
        <translation>No filter</translation>
    </message>
    <message numerus="yes">
        <source>另加 {0} 条</source>
        <translation>
            <numerusform>{0} annotation added by hand</numerusform>
            <numerusform>{0} annotations added by hand</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>已撤销“{0}”</source>
        <translation>Undone: &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>已重做“{0}”</source>
        <translation>Redone: &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>，在《{0}》等 {1} 份报告中</source>
        <translation>, in “{0}” and others ({1} reports)</translation>
    </message>
    <message>
        <source>，在《{0}》中</source>
        <translation>, in “{0}”</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>简报设置</source>
        <translation>Briefing settings</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>模板</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>自动</source>
        <translation>automatic</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>不写</source>
        <translation>none</translation>
    </message>
    <message>
        <source>主送</source>
        <translation>To</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>落款日期</source>
        <translation>Date below the signature</translation>
    </message>
    <message>
        <source>落款</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>包含内容</source>
        <translation>What it holds</translation>
    </message>
    <message>
        <source>来源附录</source>
        <translation>Appendix</translation>
    </message>
    <message>
        <source>目录</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>出处可点回原文</source>
        <translation>Links to passages</translation>
    </message>
    <message>
        <source>版头（红头）</source>
        <translation>Red head</translation>
    </message>
    <message>
        <source>我的备注</source>
        <translation>My notes</translation>
    </message>
    <message>
        <source>版记</source>
        <translation>Imprint</translation>
    </message>
    <message>
        <source>注释</source>
        <translation>Citations</translation>
    </message>
    <message>
        <source>分组</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>日期、版头与版记</source>
        <translation>Date, red head, imprint</translation>
    </message>
    <message>
        <source>导出那天</source>
        <translation>day of export</translation>
    </message>
    <message>
        <source>机关</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>发文机关标志</source>
        <translation>Name in the red head</translation>
    </message>
    <message>
        <source>文号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>签发人</source>
        <translation>Signer</translation>
    </message>
    <message>
        <source>份号</source>
        <translation>Serial</translation>
    </message>
    <message>
        <source>密级</source>
        <translation>Secrecy</translation>
    </message>
    <message>
        <source>紧急</source>
        <translation>Urgency</translation>
    </message>
    <message>
        <source>抄送</source>
        <translation>Copies to</translation>
    </message>
    <message>
        <source>印发</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>印发机关</source>
        <translation>Printing office</translation>
    </message>
    <message>
        <source>印发日</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>导出前检查</source>
        <translation>Check before export</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>导出 Word</source>
        <translation>Export to Word</translation>
    </message>
    <message>
        <source>其他格式</source>
        <translation>Other formats</translation>
    </message>
    <message>
        <source>随文，方括号</source>
        <translation>In the text, in brackets</translation>
    </message>
    <message>
        <source>页末注，方括号编号</source>
        <translation>Footnotes, numbered</translation>
    </message>
    <message>
        <source>版头</source>
        <translation>red head</translation>
    </message>
    <message>
        <source>公文格式（国标版面）</source>
        <translation>Official form (GB/T 9704)</translation>
    </message>
    <message>
        <source>没有改：“{0}”不是日期。写成 2022-03-01 或 2022年3月。</source>
        <translation>Not changed: &quot;{0}&quot; is no date. Write 2022-03-01 or 2022-03.</translation>
    </message>
    <message>
        <source>〔2022〕1 号</source>
        <translation>[2022] No. 1</translation>
    </message>
    <message>
        <source>条目</source>
        <translation>Items</translation>
    </message>
    <message>
        <source>自动：少则逐条，多则列表</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>逐条写全文</source>
        <translation>Each in full</translation>
    </message>
    <message>
        <source>列成表格</source>
        <translation>As a table</translation>
    </message>
    <message>
        <source>更多模板…</source>
        <translation>More templates…</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>Chinese</translation>
    </message>
    <message>
        <source>页眉（标题）</source>
        <translation>Running header (title)</translation>
    </message>
</context>
<context>
    <name>ShareCommands</name>
    <message>
        <source>打开共享包</source>
        <translation>Open package</translation>
    </message>
    <message>
        <source>另存为我的项目</source>
        <translation>Save as my project</translation>
    </message>
    <message>
        <source>圈点项目 (*.quandian)</source>
        <translation>Quandian projects (*.quandian)</translation>
    </message>
    <message>
        <source>合并到哪个项目</source>
        <translation>Merge into which project</translation>
    </message>
    <message>
        <source>以只读方式打开“{0}”</source>
        <translation>Opening &quot;{0}&quot; for reading only</translation>
    </message>
</context>
<context>
    <name>ShareDialog</name>
    <message>
        <source>分享</source>
        <translation>Share</translation>
    </message>
    <message>
        <source>写一个共享包，给同事阅读或合并</source>
        <translation>A package for a colleague to read or merge</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>脱敏</source>
        <translation>Masking</translation>
    </message>
    <message>
        <source>要分享的报告</source>
        <translation>Reports to share</translation>
    </message>
    <message>
        <source>全不选</source>
        <translation>Select none</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>作者</source>
        <translation>Authors</translation>
    </message>
    <message>
        <source>源文件</source>
        <translation>Source files</translation>
    </message>
    <message>
        <source>修改历史</source>
        <translation>History of changes</translation>
    </message>
    <message>
        <source>机器的建议</source>
        <translation>Suggestions</translation>
    </message>
    <message>
        <source>导入时的 Word、文本等原件</source>
        <translation>The Word and text files as they were imported</translation>
    </message>
    <message>
        <source>不放就只有现在的样子；改掉和删掉的内容不在包里</source>
        <translation>Without it only the present state: what was changed or deleted is not in the package</translation>
    </message>
    <message>
        <source>对方自己也能算出来</source>
        <translation>The other side can compute them, too</translation>
    </message>
    <message>
        <source>加密</source>
        <translation>Seal</translation>
    </message>
    <message>
        <source>脱敏后再分享</source>
        <translation>Mask before sharing</translation>
    </message>
    <message>
        <source>改写后的文字是新的报告：包里没有源文件、历史和建议。对照表留在本机，不进包。</source>
        <translation>The masked texts are new reports: no source files, history or suggestions go along. The key table stays here.</translation>
    </message>
    <message>
        <source>数字换成 XXX</source>
        <translation>Figures become XXX</translation>
    </message>
    <message>
        <source>人名</source>
        <translation>Names of persons</translation>
    </message>
    <message>
        <source>电话、证件号、邮箱</source>
        <translation>Telephone, ID numbers, e-mail</translation>
    </message>
    <message>
        <source>标注的作者</source>
        <translation>Authors of annotations</translation>
    </message>
    <message>
        <source>还要隐去的词，一行一个</source>
        <translation>More words to mask, one a line</translation>
    </message>
    <message>
        <source>云浦水务有限公司
云浦=某区</source>
        <translation>Yunpu Water Ltd.
Yunpu=District A</translation>
    </message>
    <message>
        <source>还要隐去的词</source>
        <translation>More words to mask</translation>
    </message>
    <message>
        <source>查找要隐去的词</source>
        <translation>Find words to mask</translation>
    </message>
    <message>
        <source>要隐去的词</source>
        <translation>Words to mask</translation>
    </message>
    <message>
        <source>更改…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>存到</source>
        <translation>Save to</translation>
    </message>
    <message>
        <source>脱敏的包里没有这些</source>
        <translation>A masked package has none of these</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>全选</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>先查找，再逐条看：不该替换的去掉勾，漏掉的写进左边的词表</source>
        <translation>Find first, then look at each: untick what should stay, add what was missed to the list at the left</translation>
    </message>
    <message>
        <source>替换 {0} 个词，{1} 处数字</source>
        <translation>Words replaced: {0}, figures: {1}</translation>
    </message>
    <message>
        <source>；{0} 个不替换</source>
        <translation>; left as they are: {0}</translation>
    </message>
    <message>
        <source>至少选一份报告。</source>
        <translation>Choose one report at least.</translation>
    </message>
    <message>
        <source>两次输入的口令不一样。</source>
        <translation>The two passphrases differ.</translation>
    </message>
    <message>
        <source>{0} 份报告，{1} 条标注，约 {2} MB</source>
        <translation>Reports: {0}, annotations: {1}, about {2} MB</translation>
    </message>
    <message>
        <source>圈点共享包 (*.qdshare)</source>
        <translation>Quandian packages (*.qdshare)</translation>
    </message>
    <message>
        <source>写脱敏的共享包</source>
        <translation>Write a masked package</translation>
    </message>
    <message>
        <source>写共享包</source>
        <translation>Write a package</translation>
    </message>
    <message>
        <source>打开所在文件夹</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>已写出“{0}”，{1} MB</source>
        <translation>Wrote “{0}”, {1} MB</translation>
    </message>
    <message>
        <source>；对照表“{0}”留在本机，不要一起发出去</source>
        <translation>; the key table “{0}” stays here, do not send it along</translation>
    </message>
</context>
<context>
    <name>SharedFolder</name>
    <message>
        <source>项目文件本身放在网络盘或同步文件夹里，可能被同步程序改坏。建议移到本机的文件夹，只共享改动。</source>
        <translation>The project file itself lies on a network drive or in a synchronised folder, which may damage it. Move it to a folder of this computer and share only changes.</translation>
    </message>
</context>
<context>
    <name>SharedFolderDialog</name>
    <message>
        <source>共享文件夹</source>
        <translation>Shared folder</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>位置</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>去选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>移出…</source>
        <translation>Remove…</translation>
    </message>
    <message>
        <source>成员</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>现在同步</source>
        <translation>Synchronise now</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>断开…</source>
        <translation>Leave…</translation>
    </message>
    <message numerus="yes">
        <source>{0} 处别人和您改得不同，现在按较新的显示</source>
        <translation>
            <numerusform>{0} place was changed otherwise by others; the newer value shows for now</numerusform>
            <numerusform>{0} places were changed otherwise by others; the newer values show for now</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} 不再并入您的改动</source>
        <translation>{0} no longer takes in your changes</translation>
    </message>
    <message numerus="yes">
        <source>{0} 位成员</source>
        <translation>
            <numerusform>{0} member</numerusform>
            <numerusform>{0} members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>还有 {0} 项改动没有写出。</source>
        <translation>
            <numerusform>{0} change is not written yet.</numerusform>
            <numerusform>{0} changes are not written yet.</numerusform>
        </translation>
    </message>
    <message>
        <source>正在同步…</source>
        <translation>Synchronising…</translation>
    </message>
    <message>
        <source>还没有同步过</source>
        <translation>Never synchronised</translation>
    </message>
    <message numerus="yes">
        <source>{0} 项改动还没有写出，稍后自动写</source>
        <translation>
            <numerusform>{0} change is not written yet; that follows by itself</numerusform>
            <numerusform>{0} changes are not written yet; that follows by itself</numerusform>
        </translation>
    </message>
    <message>
        <source>已同步，{0}</source>
        <translation>Synchronised {0}</translation>
    </message>
    <message>
        <source>重新接纳…</source>
        <translation>Readmit…</translation>
    </message>
    <message>
        <source>重新接纳 {0}</source>
        <translation>Readmit {0}</translation>
    </message>
    <message>
        <source>重新接纳</source>
        <translation>Readmit</translation>
    </message>
    <message>
        <source>{0} 的改动从下次同步起重新并入，包括这段时间里写的。</source>
        <translation>Changes of {0} come in again from the next time on, also those written meanwhile.</translation>
    </message>
    <message>
        <source>移出 {0}</source>
        <translation>Remove {0}</translation>
    </message>
    <message>
        <source>移出</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>不再并入 {0} 以后的改动；已经并入的留着。其他成员看得到是您移出的，他们各自决定。</source>
        <translation>Later changes of {0} no longer come in; what is here stays. The other members see that you did this and decide for themselves.</translation>
    </message>
    <message>
        <source>断开后不再交换改动。已经并入的留在本机，写出的留在文件夹里；以后可以再接入。</source>
        <translation>No changes are exchanged any more. What came in stays here, what was written stays in the folder; you can attach again later.</translation>
    </message>
    <message>
        <source>断开共享文件夹</source>
        <translation>Leave the shared folder</translation>
    </message>
    <message>
        <source>断开</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>（上次同步时）</source>
        <translation> (when last synchronised)</translation>
    </message>
</context>
<context>
    <name>SharedRows</name>
    <message>
        <source>作为新的共享项目放在这里</source>
        <translation>Share it here as a new project</translation>
    </message>
    <message>
        <source>“{0}”，同事再从这个文件夹加入</source>
        <translation>“{0}”; colleagues then join from this folder</translation>
    </message>
    <message>
        <source>这个项目</source>
        <translation>This project</translation>
    </message>
    <message>
        <source>还没有成员</source>
        <translation>nobody yet</translation>
    </message>
    <message>
        <source>上次同步 {0}</source>
        <translation>last synchronised {0}</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>并入内容</source>
        <translation>What comes in</translation>
    </message>
    <message>
        <source>不会改变</source>
        <translation>Does not change</translation>
    </message>
    <message>
        <source>整次合并是一步操作</source>
        <translation>A merge is one step</translation>
    </message>
    <message>
        <source>随时可撤销；落选的值留在历史里。合并前自动备份。</source>
        <translation>It can be undone any time; values not chosen stay in the history. A backup is made before.</translation>
    </message>
    <message numerus="yes">
        <source>还有 {0} 个项目</source>
        <translation>
            <numerusform>and {0} more project</numerusform>
            <numerusform>and {0} more projects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceCard</name>
    <message>
        <source>关闭 (Esc)</source>
        <translation>Close (Esc)</translation>
    </message>
    <message>
        <source>等 {0} 人</source>
        <translation> and others ({0})</translation>
    </message>
    <message>
        <source>上次同步 {0}</source>
        <translation>last met {0}</translation>
    </message>
    <message>
        <source>还没有同步过</source>
        <translation>not met before</translation>
    </message>
    <message>
        <source>另建的项目，没有同步过</source>
        <translation>another project, not met before</translation>
    </message>
    <message>
        <source>有 {0} 处不可信，已略去</source>
        <translation>{0} places not trusted, left out</translation>
    </message>
</context>
<context>
    <name>SourceRows</name>
    <message>
        <source>未收入</source>
        <translation>left out</translation>
    </message>
    <message>
        <source>已收入</source>
        <translation>taken in</translation>
    </message>
</context>
<context>
    <name>StaleDialog</name>
    <message>
        <source>手写的文字与新生成的</source>
        <translation>Words by hand and newly generated</translation>
    </message>
    <message>
        <source>数字已变：{0}</source>
        <translation>Figures changed: {0}</translation>
    </message>
    <message>
        <source>我写的</source>
        <translation>Written by me</translation>
    </message>
    <message>
        <source>现在生成的</source>
        <translation>Generated now</translation>
    </message>
    <message>
        <source>用新的文字</source>
        <translation>Take the new words</translation>
    </message>
    <message>
        <source>以后再说</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>保留的文字不再提示，除非又有变化</source>
        <translation>Words you keep are not brought up again until something changes</translation>
    </message>
    <message>
        <source>保留我的</source>
        <translation>Keep mine</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>开始</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>新建项目</source>
        <translation>New project</translation>
    </message>
    <message>
        <source>起个名字，再放进报告</source>
        <translation>Name it, then put reports in</translation>
    </message>
    <message>
        <source>打开项目</source>
        <translation>Open project</translation>
    </message>
    <message>
        <source>打开 .quandian 文件</source>
        <translation>Open a .quandian file</translation>
    </message>
    <message>
        <source>示例项目</source>
        <translation>Sample project</translation>
    </message>
    <message>
        <source>虚构的几份报告，已标注好</source>
        <translation>A few invented reports, already tagged</translation>
    </message>
    <message>
        <source>把报告或项目拖到这里</source>
        <translation>Drag reports or a project here</translation>
    </message>
    <message>
        <source>Word（.docx）、纯文本（.txt、.md）</source>
        <translation>Word (.docx), plain text (.txt, .md)</translation>
    </message>
    <message>
        <source>文件夹和 .quandian 项目也可以</source>
        <translation>Folders and .quandian projects too</translation>
    </message>
    <message>
        <source>最近的项目</source>
        <translation>Recent projects</translation>
    </message>
    <message>
        <source>项目是一个文件，全部内容都在本机，不联网。</source>
        <translation>A project is one file. Everything stays on this computer; nothing goes online.</translation>
    </message>
    <message>
        <source>合并同事的项目</source>
        <translation>Merge a colleague&apos;s project</translation>
    </message>
    <message>
        <source>先预览，再并入</source>
        <translation>Preview first, then take in</translation>
    </message>
    <message>
        <source>从共享文件夹加入…</source>
        <translation>Join from a shared folder…</translation>
    </message>
    <message>
        <source>和同事一起标注同一个项目</source>
        <translation>Annotate one project together with colleagues</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>无法写入</source>
        <translation>Cannot write</translation>
    </message>
    <message>
        <source>已自动保存</source>
        <translation>Saved automatically</translation>
    </message>
    <message>
        <source>分句</source>
        <translation>clause</translation>
    </message>
    <message>
        <source>词</source>
        <translation>word</translation>
    </message>
    <message>
        <source>字</source>
        <translation>character</translation>
    </message>
    <message>
        <source>吸附：{0}</source>
        <translation>Snap: {0}</translation>
    </message>
    <message>
        <source>圈点 {0}</source>
        <translation>Quandian {0}</translation>
    </message>
    <message>
        <source>只读</source>
        <translation>Read only</translation>
    </message>
    <message>
        <source>更换吸附单位</source>
        <translation>Change what selections snap to</translation>
    </message>
</context>
<context>
    <name>TableHead</name>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>TablesFold</name>
    <message>
        <source>表格、图和主要数据</source>
        <translation>Tables, charts, figures</translation>
    </message>
    <message>
        <source>列成表格的标签</source>
        <translation>Tags told as tables</translation>
    </message>
    <message>
        <source>主要数据（开头的汇总表）</source>
        <translation>Main figures (a table at the beginning)</translation>
    </message>
    <message>
        <source>图表</source>
        <translation>Charts</translation>
    </message>
    <message>
        <source>加图表…</source>
        <translation>Add a chart…</translation>
    </message>
    <message numerus="yes">
        <source>{0} 项指标…</source>
        <translation>
            <numerusform>{0} indicator…</numerusform>
            <numerusform>{0} indicators…</numerusform>
        </translation>
    </message>
    <message>
        <source>选指标…</source>
        <translation>Choose indicators…</translation>
    </message>
    <message numerus="yes">
        <source>{0} 个表格标签</source>
        <translation>
            <numerusform>{0} tag as table</numerusform>
            <numerusform>{0} tags as tables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} 张图</source>
        <translation>
            <numerusform>{0} chart</numerusform>
            <numerusform>{0} charts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} 项数据</source>
        <translation>
            <numerusform>{0} figure</numerusform>
            <numerusform>{0} figures</numerusform>
        </translation>
    </message>
    <message>
        <source>数量统计</source>
        <translation>Numbers of items</translation>
    </message>
</context>
<context>
    <name>TagChooser</name>
    <message>
        <source>选择标签</source>
        <translation>Choose tag</translation>
    </message>
    <message>
        <source>键入名称筛选</source>
        <translation>Type to filter</translation>
    </message>
    <message>
        <source>筛选标签</source>
        <translation>Filter tags</translation>
    </message>
    <message>
        <source>↑ ↓ 选择，Enter 标注，Esc 取消</source>
        <translation>↑ ↓ choose, Enter tag, Esc cancel</translation>
    </message>
    <message>
        <source>没有这个名称的标签，可在“标签管理”中添加</source>
        <translation>No tag of that name; you can add it in the codebook</translation>
    </message>
</context>
<context>
    <name>TagRows</name>
    <message>
        <source>键 {0}</source>
        <translation>key {0}</translation>
    </message>
</context>
<context>
    <name>TaggingCommands</name>
    <message>
        <source>键 {0} 还没有对应的标签，可在“标签管理”中设置</source>
        <translation>Key {0} has no tag yet; you can give it one in the codebook</translation>
    </message>
    <message>
        <source>光标处没有文字，先把光标移到要标注的句子上</source>
        <translation>No words at the caret; move it to the sentence to tag</translation>
    </message>
    <message>
        <source>还没有用过标签，先按 1、2、3 标注一次</source>
        <translation>No tag used yet; tag once with 1, 2 or 3</translation>
    </message>
    <message>
        <source>这是最后一个标注</source>
        <translation>This is the last annotation</translation>
    </message>
    <message>
        <source>这是第一个标注</source>
        <translation>This is the first annotation</translation>
    </message>
    <message numerus="yes">
        <source>已删除 {0} 条标注</source>
        <translation>
            <numerusform>Deleted {0} annotation</numerusform>
            <numerusform>Deleted {0} annotations</numerusform>
        </translation>
    </message>
    <message>
        <source>已删除{0}标注</source>
        <translation>Deleted {0} annotation</translation>
    </message>
</context>
<context>
    <name>TemplateLookDialog</name>
    <message>
        <source>模板填好的样子</source>
        <translation>The template, filled in</translation>
    </message>
    <message>
        <source>第一页，由 LibreOffice 绘制；其余各页见导出的 Word 文件。</source>
        <translation>The first page, drawn by LibreOffice; the others are in the Word file that is exported.</translation>
    </message>
    <message>
        <source>没有可用的 LibreOffice，这是按文字画的草图；字体和版式以 Word 打开为准。</source>
        <translation>Without LibreOffice this is a sketch drawn from the words; fonts and layout are as Word shows them.</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>TemplatesDialog</name>
    <message>
        <source>选择模板</source>
        <translation>Choose a template</translation>
    </message>
    <message>
        <source>简报模板</source>
        <translation>Briefing templates</translation>
    </message>
    <message>
        <source>Word 文件，里面的标签由圈点填写</source>
        <translation>Word files whose tags Quandian fills in</translation>
    </message>
    <message>
        <source>使用</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>模板</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>新建模板</source>
        <translation>New template</translation>
    </message>
    <message>
        <source>添加文件…</source>
        <translation>Add a file…</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>在 Word 里编辑</source>
        <translation>Edit in Word</translation>
    </message>
    <message>
        <source>检查</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>移除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>不用模板</source>
        <translation>No template</translation>
    </message>
    <message>
        <source>圈点的公文版式</source>
        <translation>Official form</translation>
    </message>
    <message>
        <source>自带</source>
        <translation>Ships</translation>
    </message>
    <message>
        <source>我的</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>项目里用着的文件</source>
        <translation>A file in use</translation>
    </message>
    <message>
        <source>版式按 GB/T 9704-2012，字体在偏好设置里选。</source>
        <translation>Laid out as GB/T 9704-2012 asks; fonts are chosen in the preferences.</translation>
    </message>
    <message>
        <source>没有问题，可以用。</source>
        <translation>Nothing is wrong with it.</translation>
    </message>
    <message>
        <source>{0}模板.docx</source>
        <translation>{0} template.docx</translation>
    </message>
    <message>
        <source>Word 文档 (*.docx)</source>
        <translation>Word document (*.docx)</translation>
    </message>
    <message>
        <source>添加模板</source>
        <translation>Add a template</translation>
    </message>
    <message>
        <source>第一页：{0}</source>
        <translation>First page: {0}</translation>
    </message>
</context>
<context>
    <name>ToBriefing</name>
    <message>
        <source>台账里没有可以加入简报的标注</source>
        <translation>The ledger has no marks to add to a briefing</translation>
    </message>
    <message numerus="yes">
        <source>选中的 {0} 条加入</source>
        <translation>
            <numerusform>Add {0} selected mark to</numerusform>
            <numerusform>Add {0} selected marks to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>显示的 {0} 条</source>
        <translation>
            <numerusform>{0} mark shown</numerusform>
            <numerusform>{0} marks shown</numerusform>
        </translation>
    </message>
    <message>
        <source>新建简报，随这个筛选更新</source>
        <translation>New briefing that follows this filter</translation>
    </message>
    <message>
        <source>没有可以加入简报的图表</source>
        <translation>There is no chart to add to a briefing</translation>
    </message>
    <message>
        <source>图表“{0}”加入</source>
        <translation>Add chart &quot;{0}&quot; to</translation>
    </message>
    <message>
        <source>新建简报</source>
        <translation>New briefing</translation>
    </message>
    <message>
        <source>图表已加入“{0}”</source>
        <translation>Chart added to &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>已新建“{0}”，收入这个筛选找到的标注</source>
        <translation>Made &quot;{0}&quot; of what this filter finds</translation>
    </message>
    <message numerus="yes">
        <source>{0} 条已加入“{1}”</source>
        <translation>
            <numerusform>{0} mark added to &quot;{1}&quot;</numerusform>
            <numerusform>{0} marks added to &quot;{1}&quot;</numerusform>
        </translation>
    </message>
    <message>
        <source>“{0}”里已经有这些标注</source>
        <translation>&quot;{0}&quot; has these marks already</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>聚光</source>
        <translation>Spotlight</translation>
    </message>
    <message>
        <source>文字大小与行距</source>
        <translation>Text size and line spacing</translation>
    </message>
    <message>
        <source>主题</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>建议</source>
        <translation>Suggestions</translation>
    </message>
    <message>
        <source>重新分析</source>
        <translation>Analyse again</translation>
    </message>
    <message>
        <source>导出 Excel</source>
        <translation>Export to Excel</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>加入简报</source>
        <translation>Add to briefing</translation>
    </message>
    <message>
        <source>合并预览</source>
        <translation>Merge preview</translation>
    </message>
    <message>
        <source>存为视图</source>
        <translation>Save view</translation>
    </message>
</context>
<context>
    <name>TourDialog</name>
    <message>
        <source>一、放进报告</source>
        <translation>1. Put reports in</translation>
    </message>
    <message>
        <source>新建一个项目，把 Word 或纯文本报告拖进窗口。圈点把按栏断开的行重新连成段落，文字一字不改；标题、单位、日期自动认出，可以在“报告信息”里更正。</source>
        <translation>Make a new project and drag Word or plain-text reports into the window. Quandian joins lines broken by columns into paragraphs again and changes no word; title, issuer and date are recognised and can be corrected in &quot;Report details&quot;.</translation>
    </message>
    <message>
        <source>二、一键标注</source>
        <translation>2. Tag with one key</translation>
    </message>
    <message>
        <source>选中一段话按 1、2、3，就标成目标、成效、指标；不选也可以，光标所在的分句会被标上。标注可以重叠、可以嵌套：一个指标常常就在一条成效里面。</source>
        <translation>Select words and press 1, 2 or 3 to tag them as goal, achievement or metric; without a selection the clause at the caret is tagged. Annotations may overlap and nest: a metric often lies inside an achievement.</translation>
    </message>
    <message>
        <source>三、改得顺手</source>
        <translation>3. Change with ease</translation>
    </message>
    <message>
        <source>J、K 走到下一个、上一个标注；方括号移动边界；Del 删除；按错了就撤销，每一步都能撤销，关掉程序再打开也能。指标的数值、单位、比较词会自动填好，在右边的面板里核对。</source>
        <translation>J and K go to the next and previous annotation; brackets move its ends; Del deletes it. Every step can be undone, even after closing the program. Value, unit and comparator of a metric are filled in for you; check them in the panel on the right.</translation>
    </message>
    <message>
        <source>四、找得到</source>
        <translation>4. Find it</translation>
    </message>
    <message>
        <source>Ctrl+K 打开搜索：键入几个字，命令、标注、正文、报告、标签一起找。&gt; 只找命令，# 只找标签，@ 只找报告。</source>
        <translation>Ctrl+K opens the search: type a few characters to find commands, annotations, text, reports and tags together. &gt; finds commands only, # tags, @ reports.</translation>
    </message>
    <message>
        <source>五、写成简报</source>
        <translation>5. Make a briefing</translation>
    </message>
    <message>
        <source>导出简报得到一份 Word 文件：每份报告的目标、成效，指标列成表，每一条都注明出处和段落，点一下能回到原文附录。</source>
        <translation>Exporting a briefing gives a Word file: goals and achievements of each report, metrics as a table, every item with its source and paragraph; a click leads to the original words in the appendix.</translation>
    </message>
    <message>
        <source>放心用</source>
        <translation>Use it without worry</translation>
    </message>
    <message>
        <source>没有“保存”按钮：每一步做完就已经写进项目文件，每天自动备份一次。全部内容都在本机，不联网。忘了按键就按 F1。</source>
        <translation>There is no Save button: every step is written to the project file at once, and a backup is made every day. Everything stays on this computer; nothing goes online. Forgot a key? Press F1.</translation>
    </message>
    <message>
        <source>五分钟入门</source>
        <translation>Five-minute tour</translation>
    </message>
    <message>
        <source>开始使用</source>
        <translation>Start</translation>
    </message>
</context>
<context>
    <name>ViewSwitch</name>
    <message>
        <source>明细</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>矩阵</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <source>明细与图</source>
        <translation>Details and chart</translation>
    </message>
    <message>
        <source>视图</source>
        <translation>View</translation>
    </message>
</context>
<context>
    <name>WordsEditor</name>
    <message>
        <source>还原生成的文字</source>
        <translation>Back to generated words</translation>
    </message>
    <message>
        <source>取消 Esc</source>
        <translation>Cancel Esc</translation>
    </message>
    <message>
        <source>完成 Ctrl+Enter</source>
        <translation>Done Ctrl+Enter</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>写这一段</source>
        <translation>Write this paragraph</translation>
    </message>
    <message>
        <source>写这一节的引言</source>
        <translation>Write the introduction of this section</translation>
    </message>
    <message>
        <source>写这一节的结语</source>
        <translation>Write the closing words of this section</translation>
    </message>
</context>
<context>
    <name>_Alike</name>
    <message>
        <source>连同勾选的 {0} 条一起接受</source>
        <translation>Accept with the {0} ticked</translation>
    </message>
    <message>
        <source>全部接受 {0} 条…</source>
        <translation>Accept all {0}…</translation>
    </message>
    <message>
        <source>接受这条和所有同类建议 (G)</source>
        <translation>Accept this and all similar suggestions (G)</translation>
    </message>
    <message>
        <source>同类建议</source>
        <translation>Similar suggestions</translation>
    </message>
    <message>
        <source>{0} 条</source>
        <translation>{0}</translation>
    </message>
</context>
<context>
    <name>_Brand</name>
    <message>
        <source>圈点 Quandian</source>
        <translation>Quandian 圈点</translation>
    </message>
    <message>
        <source>圈点</source>
        <translation>Quandian</translation>
    </message>
    <message>
        <source>圈出目标，点明成效，句句有出处</source>
        <translation>Mark goals, show achievements, every sentence with its source</translation>
    </message>
</context>
<context>
    <name>_ChartRow</name>
    <message>
        <source>改图表 {0}</source>
        <translation>Change the chart {0}</translation>
    </message>
    <message>
        <source>删除图表 {0}</source>
        <translation>Remove the chart {0}</translation>
    </message>
</context>
<context>
    <name>_Figures</name>
    <message>
        <source>两边相同的标注</source>
        <translation>Alike on both sides</translation>
    </message>
    <message>
        <source>你独有的标注</source>
        <translation>Only yours</translation>
    </message>
    <message>
        <source>报告原文</source>
        <translation>Report texts</translation>
    </message>
</context>
<context>
    <name>_FilterField</name>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>筛选最近的项目</source>
        <translation>Filter recent projects</translation>
    </message>
</context>
<context>
    <name>_FolderDialog</name>
    <message>
        <source>网络盘或同步文件夹里，大家都能打开的文件夹</source>
        <translation>On a network drive or synchronised, open to all</translation>
    </message>
    <message>
        <source>选择…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>文件夹</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>这里的共享项目</source>
        <translation>Projects shared here</translation>
    </message>
    <message>
        <source>先选一个文件夹</source>
        <translation>Choose a folder first</translation>
    </message>
    <message>
        <source>选好以后，这里列出其中的共享项目</source>
        <translation>What is shared in it will be listed here</translation>
    </message>
    <message>
        <source>源文件也放进去，同事能看到 Word 等原件</source>
        <translation>Also bring source files, so that others see the originals</translation>
    </message>
    <message>
        <source>选择共享文件夹</source>
        <translation>Choose the shared folder</translation>
    </message>
    <message>
        <source>正在查看这个文件夹…</source>
        <translation>Looking into the folder…</translation>
    </message>
    <message>
        <source>这个文件夹用不了</source>
        <translation>This folder cannot be used</translation>
    </message>
    <message>
        <source>换一个文件夹，或等网络恢复后再选一次</source>
        <translation>Choose another, or this one again when the network is back</translation>
    </message>
</context>
<context>
    <name>_Foot</name>
    <message>
        <source>看全部类别</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <source>只看此类</source>
        <translation>This kind only</translation>
    </message>
    <message>
        <source>选择</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>执行</source>
        <translation>Run</translation>
    </message>
    <message>
        <source>命令</source>
        <translation>Commands</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>报告</source>
        <translation>Reports</translation>
    </message>
</context>
<context>
    <name>_Footer</name>
    <message>
        <source>已完成 {0} 份，共 {1} 份</source>
        <translation>{0} of {1} done</translation>
    </message>
</context>
<context>
    <name>_Keys</name>
    <message>
        <source>键盘</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>上一条</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>下一条</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>看原文</source>
        <translation>Show source</translation>
    </message>
</context>
<context>
    <name>_Legend</name>
    <message>
        <source>兑现</source>
        <translation>Met</translation>
    </message>
    <message>
        <source>未达</source>
        <translation>Missed</translation>
    </message>
    <message>
        <source>目标</source>
        <translation>Target</translation>
    </message>
</context>
<context>
    <name>_Names</name>
    <message>
        <source>已选</source>
        <translation>chosen</translation>
    </message>
    <message>
        <source>未选</source>
        <translation>not chosen</translation>
    </message>
    <message>
        <source>{0} 条</source>
        <translation>{0} items</translation>
    </message>
</context>
<context>
    <name>_Numbers</name>
    <message>
        <source>审核情况</source>
        <translation>Decisions so far</translation>
    </message>
    <message>
        <source>接受 {0}，改正 {1}，拒绝 {2}</source>
        <translation>{0} accepted, {1} corrected, {2} rejected</translation>
    </message>
    <message>
        <source>接受率</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>接受 {0}，改 {1}，拒 {2}</source>
        <translation>{0} acc., {1} corr., {2} rej.</translation>
    </message>
</context>
<context>
    <name>_Planning</name>
    <message>
        <source>正在比对两边的项目</source>
        <translation>Comparing the projects</translation>
    </message>
</context>
<context>
    <name>_Progress</name>
    <message>
        <source>已审 {0}，共 {1}</source>
        <translation>{0} of {1} reviewed</translation>
    </message>
</context>
<context>
    <name>_Rows</name>
    <message>
        <source>还有 {0} 条</source>
        <translation>{0} more</translation>
    </message>
</context>
<context>
    <name>_Sample</name>
    <message>
        <source>全年完成固定资产投资三百亿元以上，</source>
        <translation>全年完成固定资产投资三百亿元以上，</translation>
    </message>
    <message>
        <source>新开工项目二十六个，办结率百分之九十八。</source>
        <translation>新开工项目二十六个，办结率百分之九十八。</translation>
    </message>
</context>
<context>
    <name>_SearchField</name>
    <message>
        <source>搜索报告、命令 (Ctrl+K)</source>
        <translation>Search and commands (Ctrl+K)</translation>
    </message>
    <message>
        <source>搜索报告、命令</source>
        <translation>Search and commands</translation>
    </message>
</context>
<context>
    <name>_Sheet</name>
    <message>
        <source>没有这样的快捷键</source>
        <translation>No such shortcut</translation>
    </message>
</context>
<context>
    <name>_Title</name>
    <message>
        <source>报告</source>
        <translation>Reports</translation>
    </message>
    <message numerus="yes">
        <source>待审建议 {0} 条</source>
        <translation>
            <numerusform>{0} suggestion to review</numerusform>
            <numerusform>{0} suggestions to review</numerusform>
        </translation>
    </message>
    <message>
        <source>待审建议</source>
        <translation>To review</translation>
    </message>
    <message>
        <source>{0} 条</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>版面预览</source>
        <translation>Page preview</translation>
    </message>
</context>
<context>
    <name>_Why</name>
    <message>
        <source>把握 {0}</source>
        <translation>Confidence {0}</translation>
    </message>
    <message>
        <source>为什么这样建议</source>
        <translation>Why this suggestion</translation>
    </message>
    <message>
        <source>把握</source>
        <translation>Confidence</translation>
    </message>
</context>
<context>
    <name>_Work</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>正在取消…</source>
        <translation>Cancelling…</translation>
    </message>
</context>
</TS>
