package import Execution
internal import Formats
internal import Networking

/// Amazon's keys, all of them from one place.
package struct AWSKeys: Sendable {
  let credentials: AWSCredentials
  package let source: AWSKeySource

  /// Whether they end by themselves.
  package var areTemporary: Bool { credentials.sessionToken != nil }

  init(_ credentials: AWSCredentials, from source: AWSKeySource) {
    self.credentials = credentials
    self.source = source
  }

  /// What one place says under the names of the environment; nil where it has no access key.
  init?(from source: AWSKeySource, value: (String) -> Secret?) throws(RemoteFailure) {
    guard let key = value("AWS_ACCESS_KEY_ID") else { return nil }
    guard let secret = value("AWS_SECRET_ACCESS_KEY") else {
      throw RemoteFailure(
        .credentials, "\(source) has an AWS_ACCESS_KEY_ID without an AWS_SECRET_ACCESS_KEY",
        help: "set both in the same place: keys of two places are never put together")
    }
    credentials = AWSCredentials(
      accessKeyID: key.revealed, secretAccessKey: secret, sessionToken: value("AWS_SESSION_TOKEN"))
    self.source = source
  }

  /// Whether the same requests would be signed in the same way.
  func sign(like other: AWSKeys) -> Bool {
    credentials.accessKeyID == other.credentials.accessKeyID
      && credentials.secretAccessKey.revealed == other.credentials.secretAccessKey.revealed
      && credentials.sessionToken?.revealed == other.credentials.sessionToken?.revealed
  }
}

/// Where Amazon's keys are from.
package enum AWSKeySource: Sendable, Equatable, CustomStringConvertible {
  case environment
  /// The file of `credentials.example`.
  case file(String)
  /// A file that Amazon's own tools share.
  case profile(String, file: String)

  package var description: String {
    switch self {
    case .environment: "the environment"
    case .file(let path): "the file '\(path)'"
    case .profile(let name, let path): "the profile \(quotedText(name)) of '\(path)'"
    }
  }

  /// What to do once its keys have expired.
  var renewal: String {
    switch self {
    case .environment:
      "set new keys, such as those of 'aws configure export-credentials --format env', and run the same command "
        + "again: it goes on"
    case .file, .profile: "write new keys there and run the same command again: it goes on"
    }
  }
}

extension CloudCredentials {
  /// Amazon's keys: those of the environment, of the user's file, or of a profile that Amazon's tools share.
  package func awsKeys() throws(RemoteFailure) -> AWSKeys? {
    let environment = environment
    if let keys = try AWSKeys(
      from: .environment, value: { name in environment[name].flatMap { $0.isEmpty ? nil : Secret($0) } })
    {
      return keys
    }
    if let file, let path = CredentialsFile.path(environment: environment),
      let keys = try AWSKeys(from: .file(path), value: { file.values[$0] })
    {
      return keys
    }
    return try AWSSharedFiles(environment: environment).keys()
  }

  func requiredAWSKeys() throws(RemoteFailure) -> AWSKeys {
    guard let keys = try awsKeys() else {
      throw RemoteFailure(
        .credentials, "Amazon Braket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        help: "set them, or write them to the file that credentials.example describes or to ~/.aws/credentials; check "
          + "with: shotglass doctor")
    }
    return keys
  }

  /// The region of what has none of its own.
  func requiredRegion() throws(RemoteFailure) -> String {
    if let region = value("AWS_REGION") { return region.revealed }
    if let region = environment["AWS_DEFAULT_REGION"], !region.isEmpty { return region }
    if let region = try AWSSharedFiles(environment: environment).region() { return region }
    return try required("AWS_REGION", for: .braket).revealed
  }
}
