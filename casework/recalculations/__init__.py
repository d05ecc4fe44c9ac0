"""Mass recalculation: one operation that assesses running rights anew when the law has changed, and drafts the changes for signature."""
