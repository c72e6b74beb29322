#include "dead_letters_page/group_reader.h"

namespace hookline::dead_letters_page {

GroupReader::GroupReader(client::Client& client, const GroupKey& group, QObject* parent)
    : QObject(parent), client_(client), group_(group) {}

void GroupReader::readPage(const std::string& cursor) {
  client::DeliveryFilter filter;
  filter.states = {model::DeliveryState::kDead};
  filter.webhook = group_.webhook;
  filter.status = group_.status;
  client_.deliveries(this, filter, cursor, kPage, [this](base::Result<client::Page<client::Delivery>> page) {
    if (cancelled_) return;
    if (!page) {
      emit finished(QString::fromStdString(page.error().message));
      return;
    }
    take(*page);
  });
}

void GroupReader::take(const client::Page<client::Delivery>& page) {
  for (const auto& delivery : page.items)
    if (keyOf(delivery) == group_ && ids_.size() < kMaxRead) ids_.push_back(delivery.row.id);
  if (page.next.empty() || ids_.size() >= kMaxRead) {
    emit finished({});
    return;
  }
  emit progressed(ids_.size());
  if (!cancelled_) readPage(page.next);
}

}  // namespace hookline::dead_letters_page
