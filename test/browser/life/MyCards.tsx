import { SavedCards } from 'react-billing-key';

export function MyCards() {
  return (
    <SavedCards.Root register={{ pg: 'kcp_billing' }}>
      <SavedCards.List>
        {({ cards }) => cards.map((card) => <SavedCards.Item key={card.cardId} card={card} />)}
      </SavedCards.List>
      <SavedCards.Empty>아직 등록한 카드가 없어요.</SavedCards.Empty>
      <SavedCards.Add>카드 추가하기</SavedCards.Add>
    </SavedCards.Root>
  );
}
