// The first declarations of Circuits come with their own commits.
