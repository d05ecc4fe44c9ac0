"""Letters of the office (k.p.a. art. 107, 124, 36, 64, 65, 217): what they say, the centre's templates, DOCX and PDF, the stored letter."""
