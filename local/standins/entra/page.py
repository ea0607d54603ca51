"""The page that says what this is."""

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>STAND-IN for Microsoft Entra ID</title>
<style>
  body { font: 1rem/1.5 sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem }
  h1 { background: #b00020; color: #fff; padding: 1rem }
</style>
<h1>This is NOT Microsoft Entra ID</h1>
<p><strong>It is a stand-in for development. It signs a token for anyone, as anyone, without a
password.</strong> Whatever trusts it is open to everyone who can reach it, so it listens on this
machine only, and CaseClock's production settings refuse it.</p>
<ul>
  <li><a href="/common/v2.0/.well-known/openid-configuration">Discovery</a> and
      <a href="/common/discovery/v2.0/keys">signing keys</a>, as Entra publishes them</li>
  <li><code>POST /standin/token</code> with tenant, user, audience and scope gives an access token;
      name, username, lifetime (seconds) and flaw are optional</li>
  <li><code>POST /standin/rotate</code> signs with a new key; <code>{"withdraw": true}</code> drops the
      old ones at once</li>
  <li><code>POST /standin/faults</code> with operation (discovery, keys, *), fault (slow, server_error,
      drop_before), times and seconds; <code>DELETE</code> ends them</li>
</ul>
</html>
"""
