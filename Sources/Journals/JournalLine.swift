internal import Formats

/// One line of the journal: the CRC32C of the rest in eight digits, a blank, and a document.
struct JournalLine: Sendable, Equatable {
  static let version = 1

  /// Number of the line among those of its writer, from 1.
  var sequence: Int
  /// A random name for one opening of the journal.
  var writer: String
  var time: UTCTime
  var intent: String
  var event: JobEvent
  /// How many bytes of a torn line stand right before this one: its writer saw them and left them as they are.
  var tornBytes: Int?

  /// The line with its end.
  var bytes: [UInt8] {
    var members = event.json
    members["v"] = .integer(Self.version)
    members["seq"] = .integer(sequence)
    members["writer"] = .string(writer)
    members["time"] = .string(time.iso8601)
    members["kind"] = .string(event.kind)
    members["intent"] = .string(intent)
    if let tornBytes { members["torn"] = .integer(tornBytes) }
    // Nothing but a number that is not finite cannot be written.
    let text = (try? JSON.object(members).bytes()) ?? []
    return Array(Self.checksum(text).utf8) + [0x20] + text + [0x0A]
  }

  /// Reads a line without its end; nil where its checksum is not that of its text.
  init?(_ bytes: [UInt8]) throws(FormatError) {
    guard bytes.count > 9, bytes[8] == 0x20 else { return nil }
    let text = Array(bytes[9...])
    guard Array(Self.checksum(text).utf8) == Array(bytes[..<8]) else { return nil }
    let reader = try JSONReader(parsing: text)
    var object = try reader.object()
    let version = try object.required("v")
    guard try version.integer() == Self.version else {
      throw version.error("the line is of another version", help: "update shotglass")
    }
    sequence = try object.required("seq").integer(in: 1...Int.max)
    writer = try object.required("writer").string()
    let time = try object.required("time")
    guard let second = UTCTime(iso8601: try time.string()) else { throw time.error("must be a time") }
    self.time = second
    intent = try object.required("intent").string()
    event = try JobEvent(kind: object.required("kind").string(), intent: intent, reader)
    tornBytes = try object.optional("torn")?.integer(in: 1...Int.max)
  }

  init(sequence: Int, writer: String, time: UTCTime, intent: String, event: JobEvent, tornBytes: Int? = nil) {
    self.sequence = sequence
    self.writer = writer
    self.time = time
    self.intent = intent
    self.event = event
    self.tornBytes = tornBytes
  }

  private static func checksum(_ text: [UInt8]) -> String {
    let digits = String(CyclicRedundancyCheck.castagnoli.sum(of: text), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
