// The first declarations of ReferenceSimulation come with their own commits.
