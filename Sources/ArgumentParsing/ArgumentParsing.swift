// The first declarations of ArgumentParsing come with their own commits.
