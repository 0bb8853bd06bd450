// The first declarations of Numerics come with their own commits.
