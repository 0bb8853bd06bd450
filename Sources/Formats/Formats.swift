// The first declarations of Formats come with their own commits.
