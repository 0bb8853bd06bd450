// parse: ok
/**/ // empty
/* one */ /* two */ qubit q; /* three */ // four
x /* inside */ q /* again */;
/* over
   several ** / * lines
 */
x q; // a // b /* c
/* // not a line comment */ y q;
rz( // the angle
  0.5 // half
) q;
