internal import Execution
internal import Formats
internal import Networking

/// The two files that Amazon's own tools share, and which of their profiles is meant.
struct AWSSharedFiles: Sendable {
  private let profile: String
  /// Whether the user has named the profile.
  private let isNamed: Bool
  private let files: [(path: String, kind: AWSProfile.Kind)]

  /// How keys can be got that are not in the files, and come before those that are.
  private static let waysBeforeKeys = [
    "role_arn", "web_identity_token_file", "sso_session", "sso_start_url", "sso_account_id", "sso_role_name",
  ]
  private static let waysAfterKeys = ["credential_process", "source_profile", "credential_source", "login_session"]

  init(environment: [String: String]) {
    let value = { (name: String) in environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let home = value("HOME")
    let place = { (name: String, usual: String) -> String? in
      guard let path = value(name) else { return home.map { "\($0)/.aws/\(usual)" } }
      guard path.hasPrefix("~/"), let home else { return path }
      return home + path.dropFirst()
    }
    isNamed = value("AWS_PROFILE") != nil
    profile = value("AWS_PROFILE") ?? "default"
    files = [
      (place("AWS_SHARED_CREDENTIALS_FILE", "credentials"), AWSProfile.Kind.credentials),
      (place("AWS_CONFIG_FILE", "config"), .config),
    ].compactMap { path, kind in path.map { ($0, kind) } }
  }

  /// The profile's keys; nil where it has none, and nobody has named it.
  func keys() throws(RemoteFailure) -> AWSKeys? {
    let found = try profiles()
    try refuse(found, Self.waysBeforeKeys)
    for (path, profile) in found {
      let source = AWSKeySource.profile(self.profile, file: path)
      guard let keys = try AWSKeys(from: source, value: { profile.values[$0.lowercased()] }) else { continue }
      guard StoredFile.othersPermissions(path) == 0 else {
        throw RemoteFailure(
          .credentials, "others may read the keys in '\(path)'", help: "allow it to nobody else: chmod 600 \(path)")
      }
      return keys
    }
    try refuse(found, Self.waysAfterKeys)
    guard isNamed else { return nil }
    let places = files.map { "'\($0.path)'" }.joined(separator: " and ")
    guard found.isEmpty else {
      throw RemoteFailure(
        .credentials, "the profile \(quotedText(profile)) of \(places) has no keys",
        help: "write them with: aws configure")
    }
    throw RemoteFailure(
      .credentials, "there is no profile \(quotedText(profile)) in \(places.isEmpty ? "any file" : places)",
      help: "set AWS_PROFILE to one of 'aws configure list-profiles', or unset it")
  }

  func region() throws(RemoteFailure) -> String? {
    try profiles().lazy.compactMap { $0.profile.values["region"] }.first?.revealed
  }

  private func refuse(
    _ found: [(path: String, profile: AWSProfile)], _ ways: [String]
  ) throws(RemoteFailure) {
    for (path, profile) in found {
      guard let way = ways.first(where: { profile.values[$0] != nil }) else { continue }
      let source = AWSKeySource.profile(self.profile, file: path)
      throw RemoteFailure(
        .credentials, "\(source) gets its keys by \(way), which shotglass cannot do",
        help: "let Amazon's tool do it: eval \"$(aws configure export-credentials --format env)\"")
    }
  }

  /// What each file has of the profile.
  private func profiles() throws(RemoteFailure) -> [(path: String, profile: AWSProfile)] {
    var found: [(path: String, profile: AWSProfile)] = []
    for (path, kind) in files where StoredFile.exists(path) {
      let bytes: [UInt8]
      do { bytes = try StoredFile.read(path) } catch {
        throw RemoteFailure(.credentials, error.message, help: "allow reading it, or set the keys in the environment")
      }
      let text = String(decoding: bytes, as: UTF8.self)
      if let profile = AWSProfile(named: profile, in: text, kind) { found.append((path, profile)) }
    }
    return found
  }
}

/// What a file of Amazon's tools says of one profile: after a line `[name]`, lines `key = value`.
struct AWSProfile: Sendable {
  /// Config files write `[profile name]` for all but the profile `default`.
  enum Kind: Sendable { case credentials, config }

  /// The values that are not empty, by their keys in lower case; of several the last.
  let values: [String: Secret]

  /// Reads any text: what it does not understand it leaves out. Nil where no line names the profile.
  init?(named name: String, in text: String, _ kind: Kind) {
    var values: [String: Secret] = [:]
    var (isFound, isInside) = (false, false)
    var indentation = Int.max
    let start = text.unicodeScalars.first == "\u{FEFF}" ? text.dropFirst() : text[...]
    for line in start.split(whereSeparator: \.isNewline) {
      let content = CredentialsFile.trimmed(line)
      guard let first = content.first, first != "#", first != ";" else { continue }
      if first == "[" {
        isInside = Self.section(content, kind) == name
        isFound = isFound || isInside
        indentation = .max
        continue
      }
      // A line further to the right is of the setting above it, such as those of s3.
      let depth = line.prefix { $0 == " " || $0 == "\t" }.count
      guard isInside, depth <= indentation else { continue }
      indentation = depth
      guard let equals = content.firstIndex(of: "=") else { continue }
      let value = Self.uncommented(CredentialsFile.trimmed(content[content.index(after: equals)...]))
      values[CredentialsFile.trimmed(content[..<equals]).lowercased()] = value.isEmpty ? nil : Secret(String(value))
    }
    guard isFound else { return nil }
    self.values = values
  }

  /// The profile that a line in brackets begins; nil where it begins something else.
  private static func section(_ line: Substring, _ kind: Kind) -> String? {
    guard let close = line.firstIndex(of: "]") else { return nil }
    let name = CredentialsFile.trimmed(line[..<close].dropFirst())
    guard kind == .config, name != "default" else { return String(name) }
    let rest = name.dropFirst("profile".count)
    guard name.hasPrefix("profile"), rest.first == " " || rest.first == "\t" else { return nil }
    let profile = CredentialsFile.trimmed(rest)
    for quote in ["\"", "'"] where profile.count > 1 && profile.hasPrefix(quote) && profile.hasSuffix(quote) {
      return String(profile.dropFirst().dropLast())
    }
    return String(profile)
  }

  /// A value up to a '#' or ';' that follows a space.
  private static func uncommented(_ value: Substring) -> Substring {
    var isAfterSpace = true
    for index in value.indices {
      if isAfterSpace, value[index] == "#" || value[index] == ";" { return CredentialsFile.trimmed(value[..<index]) }
      isAfterSpace = value[index] == " " || value[index] == "\t"
    }
    return value
  }
}
