import ArgumentParsing
import Formats
import Membership

/// What `membership` attacks, and the truth where it is known.
struct MembershipJob {
  let evidence: MembershipEvidence
  /// Nil where nothing is to be scored.
  let truth: [Bool]?

  init(_ arguments: Arguments, in session: Session) throws {
    guard let path = arguments[MembershipVerb.evidence] else {
      throw Failure(
        .misuse, "there is nothing to attack",
        help: "give what the attacker holds by --evidence FILE.json, or a model to audit and --data NAME")
    }
    try Self.refuseAudits(arguments)
    let evidence = try Self.reading(path, in: session) { (reader) throws(FormatError) in
      try MembershipEvidence(reading: reader)
    }
    self.evidence = evidence
    truth = try arguments[MembershipVerb.score].map { path in
      try Self.reading(path, in: session) { (reader) throws(FormatError) in
        try Self.truth(reader, count: evidence.count)
      }
    }
  }

  /// Refuses what is of audits only: a file says itself how often was asked.
  private static func refuseAudits(_ arguments: Arguments) throws(Failure) {
    let ofBoth =
      [
        MembershipVerb.evidence.declaration, MembershipVerb.score.declaration, MembershipVerb.attack.declaration,
        ModelOptions.threads.declaration,
      ] + RemoteOptions.declarations
    let audits = Set(arguments.command.options.map(\.name)).subtracting(ofBoth.map(\.name))
    let typed = arguments.settings.first { $0.origin == .commandLine && audits.contains($0.option.name) }
    guard let option = typed?.option.flag else { return }
    throw Failure(
      .misuse, "\(option) is of audits of a model, and what was asked is in the evidence",
      help: "leave it out, or name a model in place of --evidence")
  }

  private static func reading<Value>(
    _ path: String, in session: Session, _ read: (JSONReader) throws(FormatError) -> Value
  ) throws(Failure) -> Value {
    let source = try session.read(path)
    do { return try read(try JSONReader(parsing: source.bytes)) } catch {
      throw Failure(error, file: source.displayName)
    }
  }

  private static func truth(_ reader: JSONReader, count: Int) throws(FormatError) -> [Bool] {
    var object = try reader.object()
    if let schema = object.present("schema"), try schema.integer() != 1 {
      throw schema.error("this version reads schema 1")
    }
    let list = try object.required("truth")
    let truth = try list.array().map { (entry) throws(FormatError) in try entry.bool() }
    try object.noOtherKeys()
    guard truth.count == count else {
      throw list.error("there must be \(count) bits, one an example of the evidence, not \(truth.count)")
    }
    guard truth.contains(true), truth.contains(false) else {
      throw list.error(
        "all examples are \(truth.contains(true) ? "members" : "no members")",
        help: "there must be some of each, or there is nothing to tell apart")
    }
    return truth
  }
}
