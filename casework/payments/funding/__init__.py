"""By which sources of money a right is paid, where the law gives no ratio between them."""
