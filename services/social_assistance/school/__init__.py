"""Pomoc materialna o charakterze socjalnym dla uczniów (art. 90b-90t ustawy o systemie oświaty): stypendium and zasiłek szkolny."""
