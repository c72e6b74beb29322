#include "hooklined/option_spec.h"

namespace hookline::hooklined {
namespace {

constexpr OptionSpec kDataDir{.name = "data-dir",
                              .takes = "DIR",
                              .help = "Where events and settings are kept; made when missing. Default: this user's data folder",
                              .example = "/var/lib/hookline",
                              .environment = true};
constexpr OptionSpec kMasterKeyFile{.name = "master-key-file",
                                    .takes = "FILE",
                                    .help = "The key that seals stored secrets, outside the data folder; made when missing",
                                    .example = "/etc/hookline/master.key",
                                    .environment = true};

constexpr OptionSpec kMasterPassphraseFile{.name = "master-passphrase-file",
                                           .takes = "FILE",
                                           .help = "File with the passphrase that protects stored secrets in place of the master key file",
                                           .example = "/run/credentials/hookline.passphrase",
                                           .environment = true};

CommandSpec serve() {
  CommandSpec spec;
  spec.name = "serve";
  spec.summary = "Take events over REST and deliver them to webhooks";
  spec.example =
      "  hooklined serve\n"
      "  hooklined serve --listen 0.0.0.0:8443 --tls-cert chain.pem --tls-key key.pem --data-dir /var/lib/hookline\n"
      "  curl -H \"Authorization: Bearer $(cat ~/.local/share/hookline/admin.token)\" http://127.0.0.1:8787/api/status";
  spec.configFile = true;
  spec.options = {
      {"listen", "ADDRESS:PORT",
       "Where the REST API is served; port 0 takes a free one. Beyond loopback it needs TLS, or --trusted-proxy. Default: 127.0.0.1:8787",
       "127.0.0.1:8787", true},
      kDataDir,
      {"tls-cert", "FILE", "PEM file with the certificate chain; the API is then served over https. Read again on SIGHUP",
       "/etc/hookline/chain.pem", true},
      {"tls-key", "FILE", "PEM file with the key of --tls-cert; read again on SIGHUP", "/etc/hookline/key.pem", true},
      {"token-file", "FILE", "The admin token is read from it, or made and written there. Default: admin.token in the data folder",
       "/etc/hookline/admin.token", true},
      {"receive-secret-file", "FILE", "The secret that POST /api/webhooks/receive checks signatures with", "/etc/hookline/receive.secret",
       true},
      kMasterKeyFile,
      kMasterPassphraseFile,
      {"public-url", "URL", "Under which address others reach this daemon; its host name is then served", "https://hooks.example.com",
       true},
      {.name = "trusted-proxy",
       .takes = "CIDR[,CIDR…]",
       .help =
           "Proxies that do TLS: beyond loopback plain http is taken from them alone, and their X-Forwarded-For and X-Forwarded-Host are "
           "believed. Needs --public-url",
       .example = "10.0.0.5/32",
       .environment = true,
       .list = true},
      {"allow-private", "", "Webhooks may point at private and loopback addresses", "", true},
      {"keep-days", "N", "Days (1 to 3650) after which finished events are removed; dead letters stay. Default: the setting, 30", "30",
       true},
      {"max-disk", "SIZE",
       "Disk space that the store may take, at least 64MB; old finished events go sooner then. Default: the setting, 10GB", "10GB", true},
      {"config", "FILE", "JSON file with any of these options by name; a flag and the environment come before it",
       "/etc/hookline/hooklined.json", true},
      {"store", "URL", "A shared PostgreSQL store", "postgres://db.example.com/hookline", true, false, true},
      {"ingest", "URL", "Events from a Redis stream", "redis://127.0.0.1:6379", true, false, true},
  };
  return spec;
}

CommandSpec sandboxServices() {
  CommandSpec spec;
  spec.name = "sandbox";
  spec.summary = "Local stand-ins for the services that webhooks can point at, to try them without accounts";
  spec.example =
      "  hooklined sandbox\n"
      "  curl http://127.0.0.1:8789/_sandbox/slack\n"
      "  curl -X POST http://127.0.0.1:8789/_sandbox/slack/faults -d '{\"match\": \"POST /services\", \"times\": 3, \"status\": 503}'";
  spec.options = {
      {"listen", "ADDRESS:PORT", "Where they listen; port 0 takes a free one. Default: 127.0.0.1:8789", "127.0.0.1:8789"},
      {"tls-listen", "ADDRESS:PORT", "Where they listen over https beside that, with a certificate of their own unless one is given",
       "127.0.0.1:8790"},
      {"tls-cert", "FILE", "PEM file with the certificate chain of --tls-listen", "chain.pem"},
      {"tls-key", "FILE", "PEM file with the key of --tls-cert", "key.pem"},
  };
  return spec;
}

CommandSpec receive() {
  CommandSpec spec;
  spec.name = "receive";
  spec.summary = "A receiver to point webhooks at: prints each request, can be told to misbehave";
  spec.example =
      "  hooklined receive --secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n"
      "  hooklined receive --listen 127.0.0.1:9000 --status 500,500,200 --delay-ms 300 --reset-rate 0.1";
  spec.options = {
      {"listen", "ADDRESS:PORT", "Where it listens; port 0 takes a free one. Default: 127.0.0.1:8788", "127.0.0.1:8788"},
      {"secret", "SECRET", "Checks both signature schemes of each request with it; without it nothing is checked",
       "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
      {"status", "CODE[,CODE…]", "What to answer (200 to 599), one a request in this order; the last one is repeated. Default: 200",
       "500,500,200"},
      {"delay-ms", "N", "Milliseconds (0 to 600000) to wait before each answer. Default: 0", "300"},
      {"reset-rate", "P", "Share of requests (0 to 1) whose connection is dropped without an answer. Default: 0", "0.1"},
      {"seed", "N", "Makes --reset-rate drop the same requests again. Default: a new one each time", "7"},
  };
  return spec;
}

CommandSpec tokenCreate() {
  CommandSpec spec;
  spec.name = "token create";
  spec.summary = "Make an API token and print it once";
  spec.example = "  hooklined token create --name shop-bot --role producer --events-per-second 50";
  spec.options = {
      {"name", "NAME", "What the token is called in lists and in the audit", "shop-bot"},
      {"role", "ROLE", "producer (posts events and nothing else), viewer, operator or admin", "producer"},
      {"events-per-second", "N", "At most so many events a second (1 to 1000000). Default: no limit", "50"},
      kDataDir,
      kMasterKeyFile,
      kMasterPassphraseFile,
      {"link", "", "A hookline:// link instead of the token: good once, within 15 minutes, while the daemon runs on", ""},
  };
  return spec;
}

CommandSpec tokenList() {
  CommandSpec spec;
  spec.name = "token list";
  spec.summary = "List the API tokens, without the tokens themselves";
  spec.example = "  hooklined token list";
  spec.options = {kDataDir, kMasterKeyFile, kMasterPassphraseFile};
  return spec;
}

CommandSpec tokenRevoke() {
  CommandSpec spec;
  spec.name = "token revoke";
  spec.summary = "Make an API token invalid at once";
  spec.example = "  hooklined token revoke shop-bot";
  spec.operand = "NAME";
  spec.operandHelp = "The token's name, as `hooklined token list` shows it";
  spec.options = {kDataDir, kMasterKeyFile, kMasterPassphraseFile};
  return spec;
}

constexpr OptionSpec kPassphraseFile{.name = "passphrase-file",
                                     .takes = "FILE",
                                     .help = "File with the passphrase of the export, at least 8 characters",
                                     .example = "/run/credentials/export.passphrase"};

CommandSpec exportConfiguration() {
  CommandSpec spec;
  spec.name = "export";
  spec.summary = "Write the webhooks to a file, without secrets or with them under a passphrase";
  spec.example =
      "  hooklined export webhooks.json\n"
      "  hooklined export webhooks.sealed --with-secrets --passphrase-file export.passphrase";
  spec.operand = "FILE";
  spec.operandHelp = "The file to write; one that exists is replaced";
  spec.options = {{"with-secrets", "", "With secrets and secret headers; needs --passphrase-file", ""},
                  kPassphraseFile,
                  kDataDir,
                  kMasterKeyFile,
                  kMasterPassphraseFile};
  return spec;
}

CommandSpec importConfiguration() {
  CommandSpec spec;
  spec.name = "import";
  spec.summary = "Take webhooks from a file, matched by name; all of them or none";
  spec.example =
      "  hooklined import webhooks.json --dry-run\n"
      "  hooklined import webhooks.sealed --passphrase-file export.passphrase";
  spec.operand = "FILE";
  spec.operandHelp = "A file that `hooklined export` wrote, or a JSON array of webhooks";
  spec.options = {{"dry-run", "", "Only say what would be new, changed and the same", ""},
                  kPassphraseFile,
                  kDataDir,
                  kMasterKeyFile,
                  kMasterPassphraseFile};
  return spec;
}

CommandSpec backup() {
  CommandSpec spec;
  spec.name = "backup";
  spec.summary = "Copy all of the data folder's store to one file, beside a running Hookline or without one";
  spec.example = "  hooklined backup /var/backups/hookline.db --data-dir /var/lib/hookline";
  spec.operand = "FILE";
  spec.operandHelp = "The file to write";
  spec.options = {{"force", "", "Replace a file that exists", ""}, kDataDir, kMasterKeyFile, kMasterPassphraseFile};
  return spec;
}

CommandSpec restore() {
  CommandSpec spec;
  spec.name = "restore";
  spec.summary = "Put a backup into a data folder on which no Hookline runs";
  spec.example =
      "  hooklined restore /var/backups/hookline.db --data-dir /var/lib/hookline\n"
      "  hooklined restore hookline.db --force --paused";
  spec.operand = "FILE";
  spec.operandHelp = "A file that `hooklined backup` wrote";
  spec.options = {{"force", "", "Move data that is there aside, into a folder beside it", ""},
                  {"paused", "", "Sending is paused when Hookline starts on it", ""},
                  kDataDir,
                  kMasterKeyFile,
                  kMasterPassphraseFile};
  return spec;
}

CommandSpec doctor() {
  CommandSpec spec = serve();
  spec.name = "doctor";
  spec.summary = "Look at what a daemon with these options stands on, and say what would help";
  spec.example =
      "  hooklined doctor --data-dir /var/lib/hookline\n"
      "  hooklined doctor --config /etc/hookline/hooklined.json --json";
  spec.options.insert(spec.options.begin(), {"json", "", "One JSON object in place of text", ""});
  return spec;
}

CommandSpec keyStatus() {
  CommandSpec spec;
  spec.name = "key status";
  spec.summary = "Say what protects the stored secrets; no Hookline may run on the folder";
  spec.example = "  hooklined key status --data-dir /var/lib/hookline";
  spec.options = {kDataDir};
  return spec;
}

CommandSpec keyRotate() {
  CommandSpec spec;
  spec.name = "key rotate";
  spec.summary = "Seal stored secrets with a new data key; the next start seals the present ones anew";
  spec.example = "  hooklined key rotate --data-dir /var/lib/hookline";
  spec.options = {kDataDir, kMasterKeyFile, kMasterPassphraseFile};
  return spec;
}

CommandSpec keyChange() {
  CommandSpec spec;
  spec.name = "key change";
  spec.summary = "Protect the data key by another master key file or passphrase";
  spec.example =
      "  hooklined key change --new-master-key-file /etc/hookline/next.key\n"
      "  hooklined key change --new-master-passphrase-file /run/credentials/hookline.passphrase";
  spec.options = {{"new-master-key-file", "FILE", "The key file from now on; made when missing", "/etc/hookline/next.key"},
                  {"new-master-passphrase-file", "FILE", "File with the passphrase from now on, at least 8 characters",
                   "/run/credentials/hookline.passphrase"},
                  kDataDir,
                  kMasterKeyFile,
                  kMasterPassphraseFile};
  return spec;
}

CommandSpec simulate() {
  CommandSpec spec;
  spec.name = "simulate";
  spec.summary = "Post realistic events, marked as simulated, to a daemon";
  spec.example =
      "  hooklined simulate --to http://127.0.0.1:8787 --token-file ~/.local/share/hookline/admin.token \\\n"
      "    --type lead.captured --rate 5 --duration 10";
  spec.options = {
      {"to", "URL", "The daemon's address", "http://127.0.0.1:8787"},
      {"token-file", "FILE", "File with a token of that daemon; role operator or admin (with --real producer is enough)",
       "/etc/hookline/admin.token", true},
      {"type", "TYPE", "The events' type", "lead.captured"},
      {"scenario", "FILE", "A scenario in place of --type", "evening-rush.json"},
      {"rate", "N", "Events a second (above 0, at most 10000)", "5"},
      {"duration", "SECONDS", "For how long (above 0, at most 86400)", "10"},
      {"seed", "N", "Makes the same events again. Default: a new one each time", "7"},
      {"chatbot", "ID", "The events' chatbotId. Default: bot_demo", "bot_1"},
      {"real", "", "The events are real: not marked, and sent to every webhook that takes them", ""},
  };
  return spec;
}

}  // namespace

const std::vector<CommandSpec>& commands() {
  static const std::vector<CommandSpec> kAll = {serve(),     receive(),   tokenCreate(), tokenList(),           tokenRevoke(),
                                                keyStatus(), keyRotate(), keyChange(),   exportConfiguration(), importConfiguration(),
                                                backup(),    restore(),   doctor(),      sandboxServices(),     simulate()};
  return kAll;
}

const std::vector<GroupSpec>& groups() {
  static const std::vector<GroupSpec> kAll = {{"token", "Make, list and revoke the tokens that programs and people call the API with",
                                               "  hooklined token create --name shop-bot --role producer\n"
                                               "  hooklined token list\n"
                                               "  hooklined token revoke shop-bot"},
                                              {"key", "Look at and change what protects the stored secrets, while no Hookline runs on them",
                                               "  hooklined key status\n"
                                               "  hooklined key rotate\n"
                                               "  hooklined key change --new-master-key-file /etc/hookline/next.key"}};
  return kAll;
}

}  // namespace hookline::hooklined
