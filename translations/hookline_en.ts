<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>BulkText</name>
    <message>
        <source>Retry %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 will be sent again, each to its own webhook as it is now, with the ids and the bodies they had. A receiver that took one and did not say so gets it twice.

%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purge %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 will be deleted with all their attempts. They will never be delivered, and nothing brings them back.

%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purge %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BulkWords</name>
    <message>
        <source>%1 queued again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 purged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the core that this window shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the connection &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 dead letter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, 1 was not there any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 were not there any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 left as they were</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether another %1 were queued again is unknown, because the answer was lost; the list is read again to show it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether another %1 were purged is unknown, because the answer was lost; the list is read again to show it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended early: %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeadLetterWords</name>
    <message>
        <source>Its webhook was deleted: there is nowhere to send these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks mended: retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did not arrive, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2, %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a deleted webhook</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventText</name>
    <message>
        <source>the text ends too early; a bracket, a brace or a quote is not closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a text is not closed with a double quote on its line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this character cannot stand in a text like this; write it as an escape such as \n or \\.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is no number that JSON knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a comma or a colon is missing before this text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something is missing before this bracket, or one comma too many stands before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a value is missing before this comma.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON does not know this word; text stands in double quotes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something follows after the end of the object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this cannot stand here in JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an event is an object: it begins with { and ends with }.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number is too large for JSON.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldValue</name>
    <message>
        <source>must be a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be an e-mail address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must have %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be one of: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be yes or no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be JSON, such as {&quot;plan&quot;: &quot;team&quot;}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least %1 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most %1 characters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobWords</name>
    <message>
        <source>Retry dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purge dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a webhook that was deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 purged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 of them were no dead letters any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on their way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 dead letters would be deleted for ever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 events would be sent again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 dead letters would be sent again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, as fast as their webhooks allow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, in about %2 at %3 a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has not been tried yet (%1) is cancelled. What was sent, or is on its way, stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What has not been tried yet (%1) goes back to the dead letters. What was sent, or is on its way, stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 The job is cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyRing</name>
    <message>
        <source>The key ring is asked too much at once. Try again soon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ring did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KnownDaemons</name>
    <message>
        <source>daemon at %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Reach</name>
    <message>
        <source>Also sends to 1 real service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also sends to %1 real services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends to 1 real service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends to %1 real services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send to 1 safe target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send to %1 safe targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send: no webhook takes it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safe: this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safe: marked as test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Real service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>The folder %1 cannot be made: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture %1 cannot be written; is the disk full?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>address</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WebhookFilter</name>
    <message>
        <source>The conditions: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Condition %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::dead_letters_page::BulkActions</name>
    <message>
        <source>Nothing was done: the group is empty by now, somebody retried or purged it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was done, because the group could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::dead_letters_page::DeadGroupsModel</name>
    <message>
        <source>a deleted webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 for %2: %3. %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What helps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::dead_letters_page::DeadLetterListModel</name>
    <message>
        <source>Died at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::dead_letters_page::DeadLettersPage</name>
    <message>
        <source>Dead letters by webhook and cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No dead letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries that fail every try wait here until you retry or purge them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dead letters could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 What is shown is what was known before; F5 tries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 F5 tries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another retry or purge is on its way; it can be stopped at the right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your role here may look only; retrying takes an operator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purging takes an administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The webhook was deleted: there is nowhere to send them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no dead letter any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its webhook was deleted: there is nowhere to send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 delivery did not arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 deliveries did not arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · kept until you act</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · oldest from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs (%1 running)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::dead_letters_page::GroupInspector</name>
    <message>
        <source>Show webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks mended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 delivery to %1 did not arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 deliveries to %2 did not arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A retry goes to %1 alone, as it is now, with the ids and bodies they had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The webhook was deleted, so there is nowhere to send them. They stay until you purge them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry these %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purge this one…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purge these %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has delivered again: these can go now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What helps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::dead_letters_page::JobCard</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::dead_letters_page::JobForm</name>
    <message>
        <source>New job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events of the last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purge dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>6 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As fast as the webhooks allow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the first %1 fail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are connected as %1. Purging takes an admin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are connected as %1. Sending again takes an operator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::dead_letters_page::JobsView</name>
    <message>
        <source>No jobs yet. Retries, replays and purges that are started here go on while you do something else, and after a restart too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The jobs could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are connected as %1. Steering jobs takes an operator.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::dead_letters_page::LetterInspector</name>
    <message>
        <source>Retry this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purge this one…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer of the receiver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Body of the event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Body that was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receiver may have taken it all the same: a retry may deliver it twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after 1 try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after %1 tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Died</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2%3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its attempts and body could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The body is not kept any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed at</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::dead_letters_page::LetterListView</name>
    <message>
        <source>One by one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead letters, one by one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer, conversation, text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only dead letters with this text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No dead letter with this text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry %1 selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry %1 of %2 selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purge %1 selected…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select dead letters in the list first; Shift and Ctrl select several.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their webhook was deleted: there is nowhere to send them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The webhook of the others was deleted. (R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queues them again, each for its own webhook. (R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletes them for ever; asks first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 more did not arrive: show it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more did not arrive: show them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching further back…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::dead_letters_page::RunCard</name>
    <message>
        <source>Retrying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retrying since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purging since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purge</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::deliveries_page::DeliveriesPage</name>
    <message>
        <source>Deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops this display, never the deliveries (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list could not be read; this is what was known before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was delivered yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Post an event to this core, or send one from the Simulator, and it appears here at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the Simulator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches this filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>this display stands still · %n change(s) since</source>
        <translation>
            <numerusform>this display stands still · %n change since</numerusform>
            <numerusform>this display stands still · %n changes since</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found yet; searching further back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older deliveries were not searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search further back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>searching further back…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::deliveries_page::DeliveryInspector</name>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Response</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Came back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This delivery cannot be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a deleted webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delivery %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1 · delivery %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chatbot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempt %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>HTTP %1, %n byte(s)</source>
        <translation>
            <numerusform>HTTP %1, %n byte</numerusform>
            <numerusform>HTTP %1, %n bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receiver may have taken it all the same: the request was sent whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued again: it goes to its own webhook, as that is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since you opened it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stands at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try %1, request %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are connected as %1. Only an operator or an admin may retry deliveries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends it again as it is (R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edited copy of</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::deliveries_page::FilterBar</name>
    <message>
        <source>Search deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search ids, names, e-mails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 15 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did not arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webhook: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::deliveries_page::LiveTable</name>
    <message>
        <source>Deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::deliveries_page::MessageView</name>
    <message>
        <source>%1 body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer came.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, the beginning of a longer body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, without a body</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::deliveries_page::PhasesBar</name>
    <message>
        <source>dns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> ms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::desktop</name>
    <message>
        <source>The key ring was not unlocked. Unlock it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ring lets nobody in: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no key ring. One of the desktop&apos;s, such as GNOME Keyring, helps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ring does not do it: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ring has no token of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was forgotten meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::manual_page</name>
    <message>
        <source>Such as </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to set it up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Webhooks (Ctrl+4), press “New webhook” and choose “%1”. Then it asks for this:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is required has to be there before it can be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is kept secret is stored encrypted and never shown again in full; to change it, give it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is advanced stands under “Show advanced settings”, and can be left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it makes of events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It sends every event that the webhook takes, as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On by default: as soon as the webhook takes the type, by its name, by a group such as lead.* or by a star.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only when asked for: the webhook has to name the type itself. Tick it in the editor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the service takes at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When something is refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A setting that does not fit is marked beside its field, with what it must be; nothing is saved until it is mended. Whether the other side takes the settings shows “Send test”, which sends once and needs no saving.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An event that is refused for what it says becomes a dead letter (Ctrl+3), with the cause and what helps. Mend that, then retry it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the credentials are refused, or the address is known no more, the webhook is put on hold: at once when the answer leaves no doubt, else after several such answers in a row. The editor then says why. New events are still taken and wait; mend the settings, save, and press “Resume”, and what waits is sent. What waits longer than “Hold back at most” becomes a dead letter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to try it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without an account: press “Try it on stand-ins” in the editor. A stand-in is a local copy of the service on the core&apos;s own computer; its address and credentials are filled in, and nothing leaves that computer. Save, then send a test, or an event from the Simulator (Ctrl+5): what arrived stands beside the form. To lead it to the service, give your own values and empty the advanced setting that names another host.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs no stand-in: send it to a receiver of your own. As long as there is no webhook, “Try it now” on the Overview (Ctrl+1) starts one on the core&apos;s computer; the command “hooklined receive” is another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A web address (https://…).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tick: yes or no.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines: the name of a field of the service, and the text that goes into it. {{data.name}} in it stands for what the event holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Required</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optional</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a message says can be changed for each type of events, under “Message” in the editor. Where many come at once, “At most one message in” makes one of them, with their number and what each says.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::manual_page::ChapterView</name>
    <message>
        <source>Chapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapter: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::manual_page::ContentsPane</name>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search all chapters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+F. Enter or F3: the next hit; Shift+F3: the one before; Esc: no search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+F3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hit %1 of %2, in 1 chapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hit %1 of %2, in %3 chapters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::manual_page::ManualWindow</name>
    <message>
        <source>The manual is made of what the core says it can send to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No core is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No chapter holds all of these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for fewer of them, or for a part of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The core has not answered yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The core is not connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 It appears as soon as the core answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 Mend the connection in the main window, or switch to another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manual was not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manual is being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This core names nothing it can send to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Choose a connection in the main window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manual - Hookline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manual - %1 - Hookline</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::manual_page::Writer</name>
    <message>
        <source>The core says more of this than fits into a manual; the rest is left out.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::models</name>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did not arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>visitor %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt; 1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a deleted webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, HTTP %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, attempt %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>producer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>admin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::models::DeliveryListModel</name>
    <message>
        <source>deleted webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::overview_page</name>
    <message>
        <source>Nothing waits for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 is waiting, nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 are waiting, nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % delivered in the %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It did not succeed %1 times in a row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next try in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt; %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of all attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>oldest %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none in the %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in the %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>half take under %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is on hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is failing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another one needs you too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another %1 need you too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>15 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last 15 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 takes an administrator; your role here may not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 takes an operator; your role here may look only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at worst %1, lately %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::overview_page::AddressCard</name>
    <message>
        <source>Your chatbot sends events here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line that sends an event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy with token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy for Node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy for Python</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This core takes no events from outside: it listens on no address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This core listens on no address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::overview_page::AddressRow</name>
    <message>
        <source>Copy curl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This core takes no events from outside: it listens on no address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events come in at %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::overview_page::Dashboard</name>
    <message>
        <source>Delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did not arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slowest 5 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How each webhook fares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long they took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>milliseconds, log scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show them under Dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See its deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::overview_page::FirstRun</name>
    <message>
        <source>Try it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See a webhook arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a daemon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts a receiver, makes a webhook, sends a sample event and shows what arrived. About 2 seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to set up: Hookline keeps events, signs them and delivers them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch and steer deliveries that run on a server. It takes the address and the token that its operator gave you.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::overview_page::HealthModel</name>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, half take under %2 ms, all but 5 % under %3 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of its attempts arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half of its attempts took less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All but the slowest 5 % took less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p50 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of its attempts that arrived, over time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::overview_page::OverviewPage</name>
    <message>
        <source>Copied with the token %1, which may send events and nothing else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No token was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered and verified in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is sent to it until somebody resumes it. What comes for it waits and is not lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is sent to it until somebody resumes it. %1 waiting and what comes for it stay and are not lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is paused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be paused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making a webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making a token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as of %1, not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything could be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::overview_page::ReceivedCount</name>
    <message>
        <source>More than %1 received since %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 received since %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events have come before; none since %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something came at %1, but no webhook took it. Make a webhook, or try it now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the first one. Nothing has come yet on this address.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::overview_page::TimeChart</name>
    <message>
        <source>Deliveries a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long they took, in milliseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent in the %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 delivered and %2 failed attempts in the %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was answered in the %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the %1 half took under %2, all but 5 % under %3, all but 1 % under %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::overview_page::TryItNow</name>
    <message>
        <source>The event has not arrived yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was accepted, and nothing was heard of it for %1. Look under Deliveries for what holds it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receiver did not start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The core names no address on which it listens. Try it again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The webhooks could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The webhook &quot;Try it now&quot; takes no events.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody paused it. Resume it on the page Webhooks, then try it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody disabled it. Enable it on the page Webhooks, then try it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The webhook &quot;Try it now&quot; could not be pointed to the receiver.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secret of the webhook &quot;Try it now&quot; could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making a webhook…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The webhook could not be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receiver did not take the webhook&apos;s secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending a sample event…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sample event could be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The core did not accept the event.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The event was accepted, but not for the webhook &quot;Try it now&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody changed or deleted the webhook meanwhile. Look at it on the page Webhooks, then try it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting until it has arrived…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The event did not arrive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The delivery was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody cancelled it before it was sent. Try it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The delivery is held.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 It goes by itself once nothing holds it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet: %1 It is tried again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the receiver about the signature…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It arrived, but the receiver could not be asked about the signature.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It arrived, but its signature could not be verified.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receiver no longer has the request: it keeps the newest ones. Try it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receiver says: %1. Try it again; if it stays so, rotate the secret of the webhook &quot;Try it now&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been done all the same: try it again, nothing is made twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting a receiver…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::schema_form::SchemaForm</name>
    <message>
        <source>Which chatbot reports the event; webhooks may take those of one only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversation that the event belongs to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This type has no schema of its own: write its data as JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::schema_form::internal::FieldEditor</name>
    <message>
        <source>%1 *</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::schema_form::internal::ListEditor</name>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an entry to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this entry out of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this entry out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is too long to show here; edit it in the JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a list; what the JSON says is none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, entry %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::schema_form::internal::PlainEditor</name>
    <message>
        <source>%1, required</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::settings_page</name>
    <message>
        <source>You are connected as %1. Only an admin may see, make and revoke tokens.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::settings_page::AboutCard</name>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hookline %1 is free software under the GNU General Public License, version 3 or later (GPL-3.0-or-later). It comes without any warranty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnostics are versions, the role and figures. No token, address, name or event is among them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::settings_page::AppearanceCard</name>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::settings_page::ConnectionsCard</name>
    <message>
        <source>Connections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a daemon…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is forgotten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a connect link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“hooklined token create --link” makes one. Where it leads is shown and asked about before anything is sent there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes its address, its token and the certificate that was trusted from this computer. The daemon itself goes on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::settings_page::DataCard</name>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only an admin may know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>window %1 · core %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::settings_page::ReceivingCard</name>
    <message>
        <source>Receiving events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New producer token…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the new token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>who will use it, for example shop-chatbot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A chatbot posts its events to /api/events at this address, with a producer token. Such a token can do nothing else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none: this core listens nowhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it a name, so that you know later whose it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name has letters, digits, dots, hyphens and underscores, and begins with a letter or digit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it into the chatbot&apos;s settings now. It is shown this once; whoever has it can post events here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No token was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revoke the token %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever uses it is refused from then on, and events sent with it do not arrive. This cannot be taken back; a new token can be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revoke it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is revoked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token was not revoked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether that arrived; looking again. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::settings_page::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>applied at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all of this could be read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::settings_page::StorageCard</name>
    <message>
        <source>Storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room that is used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep finished deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With their events and attempts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep what was sent and answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After that their bodies go; what happened stays listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep dead letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty: until somebody retries or purges them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old finished deliveries go sooner, so that it stays below. What waits never goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are connected as %1. Only an admin may change this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by an option when Hookline was started; change it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a whole number of days from 1 to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a number of gigabytes from 0.064 on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The core says that it %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::settings_page::TokenList</name>
    <message>
        <source>There are none yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revoke %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This window is connected with it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell</name>
    <message>
        <source>Give the daemon&apos;s address, for example https://hooks.example.com:8787.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address has no spaces. Remove them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address begins with https://. Try https://%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A daemon is not reached by %1. Give an address that begins with https://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address cannot be read: a letter or the port in it is not allowed there. Copy it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address names no computer. Write it after the two slashes: https://hooks.example.com:8787.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name and password do not belong in the address. The token below is all it takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A daemon&apos;s address ends before the “?” or “#”. Leave out what follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over plain http everybody on the way could read the token. Use its https:// address, or a tunnel that ends on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a token of that daemon. “hooklined token create” makes one there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This holds characters that no token has. Copy the whole of it again: hl_…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type %1 to go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(none)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust the new certificate?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust this certificate?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another certificate was trusted before. If nobody renewed it there, somebody may stand between and read the token: do not trust it, and ask who runs the daemon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issued to %1
Issued by %2
Valid from %3 until %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trusted until now
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust and connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one on the daemon&apos;s own computer, where “openssl x509 -noout -fingerprint -sha256 -in FILE” prints it. Trust it only if they are the same. It is then the only certificate that is accepted for this daemon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a role that the link does not name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no connect link: those begin with hookline://connect. Copy the whole of it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This link cannot be read. Copy the whole of it again, from hookline:// to the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link&apos;s address cannot be used. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link has no code, or not the whole of it. Copy the whole of it again, from hookline:// to the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate&apos;s fingerprint in the link is not whole. Copy the whole of the link again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link names no token. Copy the whole of it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to this daemon?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent yet. Connect only if you know who gave you this link: what you do in this window is then done there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another certificate was trusted at this address before. If nobody renewed it there, somebody may stand between: ask who runs the daemon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address: %1
Token: %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate: whatever an authority vouches for that this computer trusts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not encrypted: the address is on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate (SHA-256)
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token that the link gives is kept until Hookline is closed and is written nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token that the link gives is kept in this computer&apos;s key ring; where none answers, until Hookline closes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Violet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Development</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Production</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 [%2]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::CommandPalette</name>
    <message>
        <source>Find a customer, an event, an e-mail, a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What fits</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::ConnectDialog</name>
    <message>
        <source>Connect to a daemon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A daemon delivers on another computer, or without a window. This window then shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address, or a connect link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remember the token in the key ring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you may do there is up to its role.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token is kept until Hookline is closed and is written nowhere. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking whether a key ring answers on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key ring answers on this computer; the token is kept until Hookline closes. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::ConnectionButton</name>
    <message>
        <source>Switch connection (Ctrl+Shift+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::ConnectionDialog</name>
    <message>
        <source>%1 - %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::DialogPrompter</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep your changes?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::EditConnectionDialog</name>
    <message>
        <source>Edit connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name, colour and environment stand on every page and in every question. They are kept on this computer alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::KeySheet</name>
    <message>
        <source>In a table: open the row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a table: the first row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a table: the last row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a table: copy the chosen rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::LabelForm</name>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as its address</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::LinkVisit</name>
    <message>
        <source>It is not known whether the link was used by this. Try it once more, and ask for a new one if it is refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connect link could not be used</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::MainWindow</name>
    <message>
        <source>Find a customer, an event, a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Narrow what the page shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the page again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pane before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 - %2 - Hookline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send event…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop all sending…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a daemon…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search deliveries for “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop all sending?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost: events are still taken and wait until sending is started again. %1 are waiting now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending could not be stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending could not be started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether that arrived; looking again. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a connect link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are connected as %1. Only an operator or an admin may start and stop sending.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being asked whether anything is sent now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are connected as %1. Only an admin may make webhooks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This connect link cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected as %1 (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit this connection…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token is kept until Hookline closes. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token of before may still be in the key ring. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its token may still be in the key ring: remove “Hookline” there. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manual</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::NavButton</name>
    <message>
        <source>%1, %2 to look at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::SearchButton</name>
    <message>
        <source>Find a customer, an event, an e-mail, a command</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::StatusLine</name>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivering %1 a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeping %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offline: deliveries wait until this machine has a network again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::Stripes</name>
    <message>
        <source>Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exit demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here is real and nothing is sent to anybody. Exit demo deletes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This connection was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This window and that core do not understand each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying again in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying again now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ago, showing what was known then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending is stopped from %1 until %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending is stopped since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>· %1 waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New events are not taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This daemon is not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The daemon&apos;s certificate has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust this certificate…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a token…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No authority that this computer trusts vouches for its certificate. Nothing was sent to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another one was trusted before. Nothing was sent; somebody may stand between.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::shell::TopBar</name>
    <message>
        <source>Send event…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a made-up event to safe targets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::simulator_page::EventEditor</name>
    <message>
        <source>Other data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form of the event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON, as it is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON of the event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed: the same number makes the same data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same number makes the same data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An example could not be had from the core: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::simulator_page::LoadPanel</name>
    <message>
        <source>%1 accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 of them known already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, of %1 the answer was lost, so they may have been taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended early: %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new conversation each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 accepted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::simulator_page::SendGate</name>
    <message>
        <source>1 event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They go to safe targets only, but they are many: the core keeps each of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send to a real service?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send to %1 real services?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 would go to %2. Those are neither on this machine nor marked as test: people or other systems will see made-up data.

To keep an event away from them, switch the webhooks off or mark them as test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the core that this window shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the connection &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::simulator_page::SentModel</name>
    <message>
        <source>This id was known already: nothing new was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the reasons above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not matched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::simulator_page::SentPanel</name>
    <message>
        <source>Show deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the events went</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent from here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it went</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on the way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not followed any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since this page was opened. Slowest: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since this page was opened.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::simulator_page::SimulatorPage</name>
    <message>
        <source>Will go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the event would go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>marked as simulated; not counted in health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A command for a shell; it takes the core&apos;s address and a token from HOOKLINE_URL and HOOKLINE_TOKEN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event types</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No example.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The event types could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 F5 tries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The core would not take it: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The event was not taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The webhooks were changed, and it would also have gone to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your role here is producer: it posts events from a program and sees nothing of them. Simulating takes an operator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your role here is viewer: it may look only. Simulating takes an operator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an event type first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The JSON cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being asked where it would go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run is on its way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends it once (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will go to no webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will go to 1 webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will go to %1 webhooks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::simulator_page::TargetsModel</name>
    <message>
        <source>Not matched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will it go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host, or why not</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page</name>
    <message>
        <source>“%1” is no event type. Types are lower-case words with dots, such as lead.captured; lead.* takes all of them, * every event.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing would be sent. Add at least one event type, or * for every event.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are %1 event types, and %2 can be kept. Take a group such as lead.* instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no event type. Remove it, or write it as lead.captured or lead.*.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a whole number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a length of time with its unit, such as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too short. Give at least %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too long. Give at most %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longest delay is shorter than the first one. Give at least %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each delay is so many times the one before: a number from 1 to 10.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are lengths of time with their units and commas between them, such as 0 s, 5 s, 1 min, 10 min.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the delay before each try, the first one included, such as 0 s, 5 s, 1 min.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are %1 delays, and %2 can be kept. Remove some.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is too long. A delay is at most %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no certificate. Paste the text that begins with -----BEGIN CERTIFICATE-----, or leave it empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is longer than 64 KiB. Paste the authority&apos;s certificate alone, not a whole bundle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This name is too long. Keep it under %1 letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A chatbot&apos;s id has at most %1 letters. Copy it from the chatbot, or leave this empty for every chatbot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A header name has no spaces. Try %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A header name has only letters, digits and hyphens. Try %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is one of Hookline&apos;s own headers. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value of %1 is kept secret, so it cannot be copied from another webhook. Type it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value of %1 has a line break or another invisible letter. Remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most %1 headers can be sent. Remove some.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This value has no name. Name the header, for example X-Team, or remove the line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stands here twice, and capital letters make no difference. Remove one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The core refuses this. Give another value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The core says that it %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries once and then gives up; the delivery waits among the dead letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 … (%2 tries)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries at %1. Gives up after %2; the delivery then waits among the dead letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are connected as %1. Only an admin may change webhooks and see their secrets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are connected as %1. Only an operator or an admin may pause, resume and test webhooks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address begins with https://. Try https://%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events travel over the web, not by %1. Give an address that begins with https://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events need somewhere to go. Give the receiver&apos;s address, for example https://example.com/hooks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address has no spaces. Remove them, or write %20 where one belongs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address cannot be read: a letter in it is not allowed there. Copy it again from the receiver.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address names no computer. Write it after the two slashes: https://example.com/hooks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name and password do not belong in the address, where everybody reads them. Add a header named Authorization instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address is longer than %1 letters. Ask the receiver for a shorter one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over plain http anybody on the way can read the events. Use https, or tick “Allow plain http”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No traffic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since %1, until %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 delivery waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 deliveries wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a number up to 10000, such as 5 or 0.5. Leave it empty for no limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One delivery is trying whether it answers again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It failed so often that sending rests; then one delivery tries it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It failed so often that sending rests until %1; then one delivery tries it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing would be sent. Tick at least one of the events.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Links</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is needed. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not what the service expects. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a number from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has no name. Say which field of the service it belongs to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stands here twice. Remove one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy does not have what is kept secret. Give it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address has no spaces. Copy it again from the service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::ActionsSection</name>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other types of events, or groups such as lead.*</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::EditorPane</name>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of the webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether it was saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume it when the receiver is mended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hold: nothing is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused: everything waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saving …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unsaved changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 field to mend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 fields to mend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a webhook first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The times of the tries are not known: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secret of “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it to the receiver now: it checks with it that an event is from here. It is shown this once; later an admin can hold “Hold to show” to see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disabled: it takes no new events.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enable it and save to send what waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it takes of the latest events is not known: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview, message, test, figures and secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receiver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What arrives is shown as soon as this is right: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a type of events by its whole name to see what arrives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message cannot be made as it stands: mend what is marked below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 looks down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume it when %1 takes it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New webhook for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stand-ins did not start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no stand-in for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stand-ins are being started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This webhook goes to the stand-in at %1: nothing leaves the core&apos;s own computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::EventChips</name>
    <message>
        <source>Add an event type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a type or lead.*</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::EventsSection</name>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes %1 of the %2 built-in types.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::FiguresCard</name>
    <message>
        <source>Last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual answer in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did not arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show its deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, the oldest since %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::FilterSection</name>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only events that meet all of these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place in the event, condition %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison, condition %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is one of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value, condition %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove condition %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without conditions it takes every event of the types above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A place such as data.source; a number, true, or text. Put text that looks like a number into &quot;quotes&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No longer: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No event came yet, so nothing can be said of the latest ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the latest %1 events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 it would take %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 it takes %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 it would take %2; as saved it takes %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data.source</source>
        <comment>a place in an event</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::HeaderBar</name>
    <message>
        <source>Send test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Revert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until I resume it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 15 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 4 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until tomorrow, 08:00</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate	Ctrl+D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends one test event now (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events for it wait until it is resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends what waits, and all that comes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes back what was changed since it was saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::HeadersSection</name>
    <message>
        <source>Extra headers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept secret by the core. Type to replace it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::KindChooser</name>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where shall events go?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose with the mouse, or with the arrow keys and Enter. Esc goes back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kinds of webhooks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The core is being asked what it can send to.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::LimitsSection</name>
    <message>
        <source>Any order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it, wait for one that did not arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it, go on without one that did not arrive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After a rest at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events of one conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They go side by side, so a later one can arrive first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One at a time. When one does not arrive, the later ones wait until it is retried or purged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One at a time. When one does not arrive, the next one goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a message for each event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most one message in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Such as 30 s. A first event goes at once; what comes within that time is told together, with the count.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::ListPane</name>
    <message>
        <source>New webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search webhooks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search name, address, type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::MessageSection</name>
    <message>
        <source>Add a field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with built-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the built-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When something comes out here, whom the settings name is mentioned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own. {{data.name}} stands for what the event holds; **bold**, _italic_ and `code` are the only markup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The built-in one. What you change makes it your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no built-in one: it lists what the event holds until something stands here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Built-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::MessageView</name>
    <message>
        <source>What arrives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mentions whom the settings name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::PairLinesEditor</name>
    <message>
        <source>%1, line %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove line %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::PreviewPane</name>
    <message>
        <source>What is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What %1 will show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What %1 will get</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Body of the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type of the event that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What arrives stands here in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This event would not go here: the webhook %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the request</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::RetryTimeLine</name>
    <message>
        <source>Times of the tries</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::SecretCard</name>
    <message>
        <source>Secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New secret…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old secret stays valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old one ends at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old one stays 1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old one stays 1 day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old one stays 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the secret while it is held down. Each look is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new secret for “%1”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events are signed with the new secret at once. A receiver that still checks with the old one refuses them until it is given the new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the new secret to the receiver within the next %1: until then the old one still counts. Afterwards a receiver that checks with the old one refuses the events.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether there is a new secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no new secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Hold “Hold to show” to see which one counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new secret of “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it to the receiver now. It checks the signature of each event with it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::SecretInput</name>
    <message>
        <source>Replace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the present one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the present one: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::SecuritySection</name>
    <message>
        <source>Both ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X-Webhook-Signature alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard Webhooks alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign each event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the signature the receiver knows that an event is from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold back at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate authorities to trust beside the system&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a receiver with a certificate of your own. Counts for this webhook alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is held longer is given up. Pauses, sleep and time offline do not count.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::SendingSection</name>
    <message>
        <source>Spread: each wait is a random part of it, from half to all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also try again what the receiver refuses (HTTP 400, 404 …)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom: waits that grow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom: a list of waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When it fails, try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries after the first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times the last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait before each try, the first one included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Such as 0 s, 5 s, 1 min, 2 h.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::SettingInput</name>
    <message>
        <source>%1, required</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field of the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text or {{data.name}}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: add a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set. It is kept and not shown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::SettingsSection</name>
    <message>
        <source>Left empty it is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this kind is to be told is not known yet: the core has not said it. F5 asks again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow plain http (anybody on the way can read the events)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 *</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show advanced settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide advanced settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it on stand-ins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts a local copy of the service on the core&apos;s own computer and fills in what leads there. Nothing is saved by itself; Revert takes it back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::StandInPane</name>
    <message>
        <source>What arrived at the stand-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What arrived was not read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What arrived is being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing yet. Save it, then send a test or an event from the Simulator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrived: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the record</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::TargetSection</name>
    <message>
        <source>Takes new events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test target: the simulator may send here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow plain http (anybody on the way can read the events)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as its receiver is called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every chatbot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without it new events make no delivery here, and what waits stays where it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chatbot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the receiver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen when the webhook is made. For another kind make another webhook.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::TestCard</name>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A test sends one event of type webhook.test now. It is never tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the receiver&apos;s answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tested as it stands in the form. Nothing was saved, and the deliveries do not show it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A test asks %1 now, once: by a message that says it is a test, by a question that changes nothing, or by an alert that is resolved at once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::TroubleBanner</name>
    <message>
        <source>Somebody changed it meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at their version, which gives up what you changed, or save yours over it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody deleted it meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your changes are still here. Save makes a new webhook of them, with a new secret.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::ValueFinding</name>
    <message>
        <source>Give this first, or mend it: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::ValueLookUp</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the service …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service has nothing to choose from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to choose from: “%2” shows them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::WebhookActions</name>
    <message>
        <source>The webhook was not paused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The webhook was not resumed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many deliveries wait for it is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete “%1” on %2?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 What waits is cancelled and will not be sent; what was delivered stays in the list of deliveries. Its secret and settings are gone for good. To stop it for a while, pause it instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether “%1” was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was not deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is deleted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::WebhookEditor</name>
    <message>
        <source>The times of the tries stand here as soon as the waits above are right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of the latest events it would take stands here as soon as the fields above are right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the manual at this kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to set up %1…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::WebhookListModel</name>
    <message>
        <source>%1, %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::webhooks_page::WebhooksPage</name>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The webhooks were not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a saved webhook to duplicate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has unsaved changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No webhooks yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the address of a receiver.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a webhook in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The webhooks are being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the core can send to was not read: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::widgets::CodeView</name>
    <message>
        <source>Not text: shown as numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first %1 of %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hookline::widgets::CopyButton</name>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shell</name>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>receiving at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>receiving nothing from outside</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets</name>
    <message>
        <source>Healthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
