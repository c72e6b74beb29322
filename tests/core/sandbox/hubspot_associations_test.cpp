// The associations and pipelines of HubSpot's stand-in as its client library asks for them.
#include <gtest/gtest.h>

#include "core/sandbox/stand_in_rig.h"
#include "sandbox/services.h"

namespace hookline::sandbox::testing {
namespace {

class DestinationsDone6HubSpotAssociations : public ::testing::Test {
 protected:
  DestinationsDone6HubSpotAssociations() {
    contact_ = made("contacts", {{"email", "jo@example.com"}});
    note_ = made("notes", {{"hs_timestamp", "2026-11-23T20:00:00.000Z"}, {"hs_note_body", "Hello"}});
    deal_ = made("deals", {{"dealname", "Chat"}});
  }
  std::string made(const std::string& type, const json& properties) {
    return hubspot_.send("POST", "/crm/v3/objects/" + type, {{"properties", properties}}).body["id"].get<std::string>();
  }
  static json kind(int id) { return json::array({{{"associationCategory", "HUBSPOT_DEFINED"}, {"associationTypeId", id}}}); }
  json input(const std::string& to, json more = json::object()) const {
    json out{{"from", {{"id", note_}}}, {"to", {{"id", to}}}};
    out.update(more);
    return out;
  }
  Answer batch(const std::string& path, const json& one) { return hubspot_.send("POST", path, {{"inputs", json::array({one})}}); }
  /// How many contacts the note has.
  std::size_t contacts() {
    return hubspot_.send("GET", "/crm/v4/objects/notes/" + note_ + "/associations/contacts").body["results"].size();
  }

  Caller hubspot_{makeHubSpotStandIn(), "Bearer pat-na1-key"};
  std::string contact_;
  std::string note_;
  std::string deal_;
};

TEST_F(DestinationsDone6HubSpotAssociations, OneIsMadeByItsKindAndTakenAway) {
  const auto path = "/crm/v4/objects/notes/" + note_ + "/associations/contacts/" + contact_;
  const auto made = hubspot_.send("PUT", path, kind(202));
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.body, json({{"fromObjectTypeId", "0-46"},
                             {"fromObjectId", note_},
                             {"toObjectTypeId", "0-1"},
                             {"toObjectId", contact_},
                             {"labels", json::array()}}));
  EXPECT_EQ(contacts(), 1U);
  EXPECT_EQ(hubspot_.send("PUT", path, kind(3)).status, 400) << "that is a deal's";
  EXPECT_EQ(hubspot_.send("PUT", "/crm/v4/objects/notes/" + note_ + "/associations/contacts/999", kind(202)).status, 404);
  EXPECT_EQ(hubspot_.send("DELETE", path).status, 204);
  EXPECT_EQ(hubspot_.send("DELETE", path).status, 204) << "again is the same";
  EXPECT_EQ(contacts(), 0U);
  const auto other = hubspot_.send("GET", "/crm/v4/objects/contacts/" + contact_ + "/associations/notes").body;
  EXPECT_TRUE(other["results"].empty()) << "from the other side as well: " << other;
}

TEST_F(DestinationsDone6HubSpotAssociations, ABatchMakesThemAndTakesThemAway) {
  const std::string path = "/crm/v4/associations/notes/contacts/batch/";
  const auto made = batch(path + "create", input(contact_, {{"types", kind(202)}}));
  EXPECT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.body["results"][0]["toObjectId"], contact_);
  EXPECT_EQ(batch(path + "create", input(contact_, {{"types", kind(3)}})).status, 207);
  EXPECT_EQ(batch(path + "create", input("999", {{"types", kind(202)}})).body["errors"][0]["category"], "OBJECT_NOT_FOUND");
  EXPECT_EQ(batch(path + "archive", {{"from", {{"id", note_}}}, {"to", json::array({{{"id", contact_}}})}}).status, 204);
  EXPECT_EQ(contacts(), 0U);
  const auto plain = batch("/crm/associations/2026-09/notes/contacts/batch/associate/default", input(contact_));
  EXPECT_EQ(plain.status, 200) << plain.text;
  EXPECT_EQ(plain.body["results"][0]["associationSpec"]["associationTypeId"], 202);
  EXPECT_EQ(contacts(), 1U);
}

TEST_F(DestinationsDone6HubSpotAssociations, TheOldVersionNamesTheirKind) {
  const std::string path = "/crm/v3/associations/notes/contacts/batch/";
  const auto named = input(contact_, {{"type", "note_to_contact"}});
  const auto made = batch(path + "create", named);
  EXPECT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.body["results"][0], named);
  EXPECT_EQ(batch(path + "create", input(contact_, {{"type", "note_to_deal"}})).status, 207);
  EXPECT_EQ(batch(path + "archive", named).status, 204);
  EXPECT_EQ(contacts(), 0U);
}

TEST_F(DestinationsDone6HubSpotAssociations, TheKindsOfTwoTypesAreListed) {
  const auto labels = hubspot_.send("GET", "/crm/v4/associations/contacts/deals/labels").body["results"];
  EXPECT_EQ(labels, json::array({{{"category", "HUBSPOT_DEFINED"}, {"typeId", 4}, {"label", nullptr}}}));
  EXPECT_EQ(hubspot_.send("GET", "/crm/v4/associations/contacts/planets/labels").status, 400);
}

TEST_F(DestinationsDone6HubSpotAssociations, ARecordIsShownWithThoseThatAreAskedFor) {
  hubspot_.send("PUT", "/crm/v4/objects/notes/" + note_ + "/associations/default/contacts/" + contact_);
  const auto one = hubspot_.send("GET", "/crm/v3/objects/notes/" + note_ + "?associations=contacts,deals").body;
  ASSERT_TRUE(one.contains("associations")) << one;
  EXPECT_EQ(one["associations"], json({{"contacts", {{"results", json::array({{{"id", contact_}, {"type", "note_to_contact"}}})}}}}));
  EXPECT_FALSE(hubspot_.send("GET", "/crm/v3/objects/notes/" + note_).body.contains("associations"));
  const auto listed = hubspot_.send("GET", "/crm/v3/objects/contacts?associations=notes").body["results"][0];
  EXPECT_EQ(listed["associations"]["notes"]["results"][0]["id"], note_);
}

TEST_F(DestinationsDone6HubSpotAssociations, APipelineAndItsStagesAreAskedForAlone) {
  const std::string pipelines = "/crm/v3/pipelines/deals";
  EXPECT_EQ(hubspot_.send("GET", pipelines + "/default").body["label"], "Sales Pipeline");
  EXPECT_EQ(hubspot_.send("GET", pipelines + "/74110001/stages").body["results"].size(), 2U);
  EXPECT_EQ(hubspot_.send("GET", "/crm/pipelines/2026-09/deals/default/stages/closedwon").body["label"], "Closed Won");
  for (const auto* none : {"/none", "/none/stages", "/default/stages/none", "/default/steps"})
    EXPECT_EQ(hubspot_.send("GET", pipelines + none).status, 404) << none;
}

}  // namespace
}  // namespace hookline::sandbox::testing
