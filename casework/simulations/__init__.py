"""What-if: the gmina's own running rights under parameters of the law that are supposed; nothing is stored and nobody is named."""
