"""Values of indicators: figures, their splits, their past, and the records behind them."""

from .compute import breakdown, figure, figures, headlines, period_of, trend
from .lineage import Lineage, lineage

__all__ = ["Lineage", "breakdown", "figure", "figures", "headlines", "lineage", "period_of", "trend"]
