// The first declarations of OpenQASM come with their own commits.
