// parse: error 3
bit c;
if (c == 1);
c = 1;
