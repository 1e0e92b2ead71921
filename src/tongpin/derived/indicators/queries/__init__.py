"""Values of indicators: figures, their splits, their past, and the records behind them."""

from .compiling import newest_year, period_of
from .compute import breakdown, figure, figures, headlines, trend
from .lineage import Lineage, lineage

__all__ = ["Lineage", "breakdown", "figure", "figures", "headlines", "lineage", "newest_year", "period_of", "trend"]
