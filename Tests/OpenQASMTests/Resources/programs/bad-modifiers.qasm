// parse: Q115 Q115 Q115 Q115 Q105
foo @ x q;
pow @ x q;
ctrl @x q, r;
gphase(pi) @ x q;
inv @ 3;
