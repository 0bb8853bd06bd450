// parse: Q118 Q118 Q118 Q105 Q106 Q106 Q105
int a, b;
const int n;
input int n = 3;
int gate = 1;
const n = 3;
void v;
float;
