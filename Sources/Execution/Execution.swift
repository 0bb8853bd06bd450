// The first declarations of Execution come with their own commits.
