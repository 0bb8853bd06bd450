/// Problems of a file's text and grammar.
extension DiagnosticCode {
  // Text.
  static let invalidCharacter = DiagnosticCode(
    "Q001", title: "A character that begins nothing",
    explanation: """
      No name, number or symbol of OpenQASM begins with this character. Names may hold letters of any alphabet, digits \
      and underscores; control characters and typographic signs are often left over from another program.
      """)
  static let notUTF8 = DiagnosticCode(
    "Q002", title: "The file is not UTF-8 text",
    explanation: """
      OpenQASM files are text in the encoding UTF-8. The file holds bytes that mean nothing in it: save it again as \
      UTF-8, or check that it is a program at all.
      """)
  static let unterminatedComment = DiagnosticCode(
    "Q003", title: "A block comment that is never closed",
    explanation: "A comment that begins with /* ends at the next */; block comments do not nest.")
  static let unterminatedString = DiagnosticCode(
    "Q004", title: "A string that is not closed on its line",
    explanation: "A string begins and ends with the same quote, on one line.")
  static let malformedNumber = DiagnosticCode(
    "Q005", title: "A malformed number",
    explanation: """
      Numbers are decimal (1_000), binary (0b101), octal (0o17), hexadecimal (0xFF) or real (1.5e-3); single \
      underscores may stand between digits. A real number may be followed by im or by a unit of time: dt, ns, us, ms, s.
      """)
  static let malformedString = DiagnosticCode(
    "Q006", title: "A string that cannot be",
    explanation: "A string holds at least one character, and no tabs.")
  static let blockComment = DiagnosticCode(
    "Q007", title: "A block comment in OpenQASM 2",
    explanation: "OpenQASM 2 has comments from // to the end of the line only; block comments came with OpenQASM 3.")

  // Grammar.
  static let unexpectedToken = DiagnosticCode(
    "Q100", title: "Something else was expected here",
    explanation: """
      The statement begins well, but cannot go on like this. The message says what the grammar allows at this place.
      """)
  static let missingSemicolon = DiagnosticCode(
    "Q101", title: "A missing semicolon",
    explanation: "Every statement that does not end in a block in braces ends with a semicolon.")
  static let unclosedBracket = DiagnosticCode(
    "Q102", title: "A bracket that is never closed",
    explanation: "Each (, [ and { needs its counterpart before the statement, or the file, ends.")
  static let strayBracket = DiagnosticCode(
    "Q103", title: "A closing brace without an opening one",
    explanation: "This } closes nothing: either it is one too many, or the { that it belongs to is missing.")
  static let expectedExpression = DiagnosticCode(
    "Q104", title: "A value is missing",
    explanation: "Here stands what cannot begin a value: a value is a number, a name, a call or a bracket around one.")
  static let expectedName = DiagnosticCode(
    "Q105", title: "A name is missing",
    explanation: """
      A name begins with a letter or an underscore and goes on with letters, digits and underscores. Words of the \
      language, such as 'gate' or 'input', cannot be names.
      """)
  static let expectedType = DiagnosticCode(
    "Q106", title: "A type is missing, or malformed",
    explanation: """
      Types are bit, int, uint, float, angle, bool, duration, stretch, complex, array and qubit. Sizes stand in \
      brackets behind the type, before the name: int[32] count.
      """)
  static let expectedOperand = DiagnosticCode(
    "Q107", title: "A qubit is missing",
    explanation: "Gates, measurements and resets act on qubits: a name, an indexed name such as q[0], or $0.")
  static let misplacedVersion = DiagnosticCode(
    "Q108", title: "The version statement is not the first one",
    explanation: "OPENQASM and its version stand once, before everything but comments.")
  static let unknownVersion = DiagnosticCode(
    "Q109", title: "An unknown version of the language",
    explanation: "Programs are written in OpenQASM 2.0 or OpenQASM 3; the first line says so: OPENQASM 3.0;")
  static let unknownStatement = DiagnosticCode(
    "Q110", title: "Nothing begins like this",
    explanation: "No statement of the language begins with this word or symbol; it may be a typing error.")
  static let misplacedSize = DiagnosticCode(
    "Q111", title: "A size behind the name",
    explanation: """
      In OpenQASM 3 the size belongs to the type and stands before the name: int[8] x, qubit[4] q. Only the old forms \
      qreg and creg have it behind the name.
      """)
  static let malformedCondition = DiagnosticCode(
    "Q112", title: "A malformed condition",
    explanation: "The condition of if, while and switch stands in parentheses; two values are compared with ==.")
  static let emptyStatement = DiagnosticCode(
    "Q113", title: "A semicolon without a statement",
    explanation: "There is no empty statement: a semicolon ends something, and blocks in braces need none.")
  static let missingBody = DiagnosticCode(
    "Q114", title: "A body is missing",
    explanation: "Here a block in braces, or where the grammar allows it one statement, must follow.")
  static let malformedModifier = DiagnosticCode(
    "Q115", title: "A malformed gate modifier",
    explanation: """
      Modifiers are inv @, pow(k) @, ctrl @, ctrl(n) @, negctrl @ and negctrl(n) @, with a blank behind the @; they \
      stand before the gate's name.
      """)
  static let misplacedAnnotation = DiagnosticCode(
    "Q116", title: "An annotation that belongs to nothing",
    explanation: """
      An annotation is a line that begins with @ and a name; it belongs to the statement that follows it. Pragmas and \
      bare blocks take none.
      """)
  static let malformedDirective = DiagnosticCode(
    "Q117", title: "A malformed pragma or include",
    explanation: """
      A pragma is followed by text on its line. An include is followed by a file's name in quotes: include \
      "stdgates.inc";
      """)
  static let malformedDeclaration = DiagnosticCode(
    "Q118", title: "A malformed declaration",
    explanation: """
      One statement declares one name. Constants need a value; inputs and outputs have none; several qubits or bits \
      are one register with a size.
      """)
  static let malformedRange = DiagnosticCode(
    "Q119", title: "A malformed range or set",
    explanation: """
      Ranges are first:last or first:step:last, both ends included. A loop goes over a range in brackets, [0:3], a set \
      in braces, {1, 5}, or a register.
      """)
  static let malformedSwitch = DiagnosticCode(
    "Q120", title: "A malformed switch",
    explanation: """
      The braces of a switch hold cases only: case 0, 1 { ... } and default { ... }. Each case has its block; none \
      falls through.
      """)
  static let misplacedMeasurement = DiagnosticCode(
    "Q121", title: "A measurement inside an expression",
    explanation: """
      A measurement gives its bits to a variable directly: c = measure q; Store the outcome first, then compute with \
      the variable.
      """)
  static let misplacedArray = DiagnosticCode(
    "Q122", title: "An array's values outside its declaration",
    explanation: "Values in braces only initialise an array where it is declared.")
  static let version3Only = DiagnosticCode(
    "Q123", title: "This belongs to OpenQASM 3",
    explanation: """
      The file's first line says OPENQASM 2.0, which knows qreg, creg, gate, opaque, measure, reset, barrier and \
      if (c == n) only. Change the line to OPENQASM 3.0; to use the newer language.
      """)
  static let version2Only = DiagnosticCode(
    "Q124", title: "This belongs to OpenQASM 2",
    explanation: """
      The file is read as OpenQASM 3, where this was removed or is spelled otherwise. A file in the old language begins \
      with OPENQASM 2.0;
      """)
  static let malformedCalibration = DiagnosticCode(
    "Q125", title: "A malformed calibration",
    explanation: "cal { ... } and defcal name(arguments) qubits { ... } hold text in balanced braces.")
  static let nestingTooDeep = DiagnosticCode(
    "Q190", title: "Nesting is too deep",
    explanation: """
      Parentheses, blocks and operators may be nested 256 deep. Give a part of a long expression its own variable, or \
      a part of the program its own subroutine.
      """)
  static let tooManyProblems = DiagnosticCode(
    "Q191", title: "Too many problems",
    explanation: "After 100 problems the rest of a file is not read; later ones are often consequences of the first.")

  // Files.
  static let fileTooLarge = DiagnosticCode(
    "Q510", title: "The file is too large",
    explanation: "Files of 2 GiB and more are not read. Split the program, or generate the repetition with a loop.")

  /// All of the above, in order.
  package static let syntaxCodes: [DiagnosticCode] = [
    .invalidCharacter, .notUTF8, .unterminatedComment, .unterminatedString, .malformedNumber, .malformedString,
    .blockComment, .unexpectedToken, .missingSemicolon, .unclosedBracket, .strayBracket, .expectedExpression,
    .expectedName, .expectedType, .expectedOperand, .misplacedVersion, .unknownVersion, .unknownStatement,
    .misplacedSize, .malformedCondition, .emptyStatement, .missingBody, .malformedModifier, .misplacedAnnotation,
    .malformedDirective, .malformedDeclaration, .malformedRange, .malformedSwitch, .misplacedMeasurement,
    .misplacedArray, .version3Only, .version2Only, .malformedCalibration, .nestingTooDeep, .tooManyProblems,
    .fileTooLarge,
  ]
}
