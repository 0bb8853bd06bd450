// parse: Q121 Q121 Q105 Q107 Q101
a = 2 * measure q;
if (measure q) { }
measure q -> bit c;
measure;
c = measure q -> d;
