import Execution
import Foundation
import Networking
import Numerics
import Testing

@testable import CloudBackends

/// A home folder with the files that Amazon's tools share.
final class SharedFiles {
  let home: String

  init() throws {
    home = FileManager.default.temporaryDirectory.appendingPathComponent("aws-\(UUID().uuidString)").path
    for folder in [".aws", ".config/shotglass"] {
      try FileManager.default.createDirectory(atPath: "\(home)/\(folder)", withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: home) }

  var environment: [String: String] { ["HOME": home] }

  /// Writes a file of the folder `.aws`.
  func write(_ text: String, _ name: String, mode: Int = 0o600) throws {
    let path = "\(home)/.aws/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  /// The keys that are found with further variables.
  func keys(_ variables: [String: String] = [:]) throws -> AWSKeys? {
    try CloudCredentials(environment: environment.merging(variables) { $1 }).awsKeys()
  }

  func failure(_ variables: [String: String] = [:]) -> RemoteFailure? {
    do {
      _ = try keys(variables)
      return nil
    } catch { return error as? RemoteFailure }
  }
}

@Suite struct AWSKeysTests {
  private static func pair(_ name: String, _ token: String? = nil) -> String {
    "aws_access_key_id = ID\(name)\naws_secret_access_key = SECRET\(name)\n"
      + (token.map { "aws_session_token = \($0)\n" } ?? "")
  }

  private static func values(_ name: String, _ text: String, _ kind: AWSProfile.Kind = .credentials) -> [String:
    String]?
  {
    AWSProfile(named: name, in: text, kind)?.values.mapValues(\.revealed)
  }

  @Test("comments, spaces, cases, nested settings, quotes and other sections are read as Amazon's tools do")
  func readsProfiles() {
    let text = """
      \u{FEFF}# first
      before = lost
      [other]
      region = no
      \t[ default ] ; mine
        AWS_Access_Key_Id=A=B#c ; said
        aws_secret_access_key = # none
        s3 =
          region = nested
        odd line
        region = a\r
      ; region = b
      [broken
      region = lost
      [default]
      region= c
      """
    #expect(Self.values("default", text) == ["aws_access_key_id": "A=B#c", "region": "c"])
    #expect(Self.values("other", text) == ["region": "no"] && Self.values("third", text) == nil)
    #expect(Self.values("default", "[default]\nregion=a\nregion=\n") == [:])
    let config = "[profile a]\nregion=1\n[profile\t\"b c\"]\nregion=2\n[d]\nregion=3\n[default]\nregion=4\n[profiled]\n"
    for (name, region) in [("a", "1"), ("b c", "2"), ("d", nil), ("default", "4"), ("d]", nil), ("", nil)] {
      #expect(Self.values(name, config, .config)?["region"] == region, "\(name)")
    }
    #expect(Self.values("profile a", config)?["region"] == "1")
  }

  @Test("random profiles, written in any manner, are read again, and random bytes never trap")
  func readsRandomText() {
    var random = RandomStream(seed: 5)
    func pick(_ choices: [String]) -> String { choices[Int(random.next() % UInt64(choices.count))] }
    for _ in 0..<200 {
      var expected: [String: [String: String]] = [:]
      var text = ""
      for _ in 0..<6 {
        let name = pick(["default", "a", "b-c", "d e"])
        text +=
          pick(["", "\n", "# x\n", ";[a]\n"]) + "[\(pick(["", " "]))\(name)\(pick(["", " "]))]\(pick(["", " # y"]))\n"
        expected[name, default: [:]].merge([:]) { $1 }
        for _ in 0..<3 {
          let (key, value) = (pick(["region", "k", "aws_session_token"]), pick(["x/+==", "y;z", "#", "1 2"]))
          text += key + pick(["", " ", "\t"]) + "=" + pick(["", " "]) + value
          text += pick(["", " ; c", "\t#"]) + pick(["\n", "\r\n"])
          expected[name]?[key] = value == "#" ? nil : value
        }
      }
      for name in ["default", "a", "b-c", "d e"] { #expect(Self.values(name, text) == expected[name], "\(text)") }
      let alphabet = Array("[]=#; \t\n\rprofile\"'\u{301}\u{FEFF}a\u{2028}".unicodeScalars)
      var odd = String.UnicodeScalarView()
      for _ in 0..<60 { odd.append(alphabet[Int(random.next() % UInt64(alphabet.count))]) }
      for kind in [AWSProfile.Kind.credentials, .config] {
        let found = Self.values("a", String(odd), kind)
        #expect(found == nil || String(odd).contains("["))
      }
    }
  }

  @Test("the environment comes before the own file, and that before the shared files; sets are never mixed")
  func prefersWholeSets() throws {
    let files = try SharedFiles()
    #expect(try files.keys() == nil)
    try files.write("[profile lab]\nregion = r\n" + Self.pair("config"), "config", mode: 0o600)
    #expect(try files.keys(["AWS_PROFILE": "lab"])?.credentials.accessKeyID == "IDconfig")
    try files.write("[default]\n\(Self.pair("shared", "T"))[lab]\n\(Self.pair("lab"))", "credentials")
    let shared = try #require(try files.keys())
    #expect(shared.credentials.accessKeyID == "IDshared" && shared.credentials.sessionToken?.revealed == "T")
    #expect(shared.source == .profile("default", file: "\(files.home)/.aws/credentials") && shared.areTemporary)
    #expect(try files.keys(["AWS_PROFILE": "lab"])?.credentials.secretAccessKey.revealed == "SECRETlab")
    let own = "\(files.home)/.config/shotglass/credentials"
    try Data(Self.pair("own").uppercased().utf8).write(to: URL(fileURLWithPath: own))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: own)
    let ours = try #require(try files.keys(["AWS_SECRET_ACCESS_KEY": "stray", "AWS_SESSION_TOKEN": "stray"]))
    #expect(ours.source == .file(own) && ours.credentials.secretAccessKey.revealed == "SECRETOWN")
    #expect(ours.credentials.sessionToken == nil)
    let set = try files.keys(["AWS_ACCESS_KEY_ID": "E", "AWS_SECRET_ACCESS_KEY": "F"])
    #expect(set?.source == .environment && set?.credentials.accessKeyID == "E" && set?.areTemporary == false)
    let half = files.failure(["AWS_ACCESS_KEY_ID": "E"])
    #expect(half?.kind == .credentials && half?.message.contains("without an AWS_SECRET_ACCESS_KEY") == true)
    #expect(!"\(set as Any) \(ours)".contains("SECRETOWN") && "\(AWSKeySource.environment)" == "the environment")
  }

  @Test("files are where variables say, and the region is the first of the variables and the profile")
  func findsFilesAndRegion() throws {
    let files = try SharedFiles()
    try files.write("[lab]\n" + Self.pair("moved"), "moved")
    try files.write("[profile lab]\nregion = eu-north-1\n", "settings", mode: 0o644)
    var variables = [
      "AWS_SHARED_CREDENTIALS_FILE": "~/.aws/moved", "AWS_CONFIG_FILE": "\(files.home)/.aws/settings",
      "AWS_PROFILE": "lab",
    ]
    #expect(try files.keys(variables)?.credentials.accessKeyID == "IDmoved")
    func region() throws -> String {
      try CloudCredentials(environment: files.environment.merging(variables) { $1 }).requiredRegion()
    }
    #expect(try region() == "eu-north-1")
    variables["AWS_DEFAULT_REGION"] = "us-west-1"
    #expect(try region() == "us-west-1")
    variables["AWS_REGION"] = "us-east-1"
    #expect(try region() == "us-east-1")
    variables = [:]
    let failure = #expect(throws: RemoteFailure.self) { try region() }
    #expect(failure?.message.contains("AWS_REGION") == true)
  }

  @Test("what others may read, and what is no pair of keys, is refused with what to do and without a secret")
  func refuses() throws {
    let files = try SharedFiles()
    for mode in [0o644, 0o640, 0o602] {
      try files.write("[default]\n" + Self.pair("hush"), "credentials", mode: mode)
      #expect(files.failure()?.help == "allow it to nobody else: chmod 600 \(files.home)/.aws/credentials")
    }
    try files.write("[default]\n" + Self.pair("hush"), "credentials")
    #expect(files.failure() == nil)
    #expect(files.failure(["AWS_PROFILE": "lib"])?.message.contains("there is no profile \"lib\" in") == true)
    try files.write("[default]\naws_access_key_id = hush\n", "credentials")
    #expect(files.failure()?.message.contains("without an AWS_SECRET_ACCESS_KEY") == true)
    try files.write("[default]\nregion = x\n", "credentials")
    #expect(try files.keys() == nil)
    #expect(files.failure(["AWS_PROFILE": "default"])?.message.hasSuffix("has no keys") == true)
    for way in ["role_arn", "sso_session", "sso_start_url", "credential_process", "source_profile"] {
      try files.write("[default]\n\(way) = hush\n", "config")
      let failure = files.failure()
      #expect(failure?.message.contains("gets its keys by \(way), which") == true)
      #expect(failure?.help.contains("aws configure export-credentials --format env") == true)
      #expect(failure.map { "\($0)".contains("hush") } == false)
      #expect(files.failure(["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"]) == nil)
    }
    try FileManager.default.removeItem(atPath: "\(files.home)/.aws/credentials")
    try FileManager.default.createDirectory(atPath: "\(files.home)/.aws/credentials", withIntermediateDirectories: true)
    #expect(files.failure()?.kind == .credentials)
  }
}
