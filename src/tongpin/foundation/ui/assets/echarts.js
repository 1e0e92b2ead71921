// The charts the screens use, nothing more: bar, line, calendar heat map; canvas renderer; descriptions for screen readers.
import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import { AriaComponent, CalendarComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([AriaComponent, BarChart, CalendarComponent, CanvasRenderer, GridComponent, HeatmapChart, LegendComponent, LineChart, TooltipComponent, VisualMapComponent]);
export { init };
