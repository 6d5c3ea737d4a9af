"""Where the parts of a chart stand: pure arithmetic, drawn by templates/ui/charts/.

Widths are percentages and heights are em, so a chart fits 360 px and 1,200 px with text of the same size.
A value of None is a count that was withheld because it is small; it has a text and no bar.
"""

from pendopo.ui.charts.bars import bar_chart
from pendopo.ui.charts.lines import Line, LineChart, line_chart
from pendopo.ui.charts.pyramids import Step, pyramid
from pendopo.ui.charts.scale import WITHHELD, Write, nice_ticks, plain
