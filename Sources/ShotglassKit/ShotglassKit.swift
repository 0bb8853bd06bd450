// The first declarations of ShotglassKit come with their own commits.
